import type { InstructionView } from '../../api/contract';
import { useText } from '../../language/translate';
import { isWatched } from '../flow-tree';

const OPEN: ReadonlySet<InstructionView['state']> = new Set(['planned', 'sending', 'waiting', 'undelivered', 'uncertain']);

/** What the institution is asked about the account, small below the stop's own state; an ended unwatch and the watch that it ended need no word. */
export function QueryChips({ queries }: { readonly queries: readonly InstructionView[] }) {
  const { t, words } = useText();
  const watched = isWatched(queries);
  const told = queries.filter((one) => OPEN.has(one.state) || one.state === 'refused' || ((one.kind === 'query_flow' || one.kind === 'query_holder') && one.state !== 'withdrawn'));
  if (!watched && told.length === 0) return null;
  return (
    <div className="sub" data-queries>
      {watched && <span>◉ {t('flow.watching')} </span>}
      {told.map((one) => <span key={one.id} className={one.state === 'uncertain' || one.state === 'undelivered' ? 'bad' : 'quiet'}>{words.kind[one.kind]} {mark(one.state)} </span>)}
    </div>
  );
}

function mark(state: InstructionView['state']): string {
  if (state === 'uncertain') return '?';
  if (state === 'refused' || state === 'undelivered') return '✕';
  return OPEN.has(state) ? '…' : '✓';
}
