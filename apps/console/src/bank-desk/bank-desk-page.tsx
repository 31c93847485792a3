import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { api } from '../api/endpoints';
import { keys } from '../board/cache/query-keys';
import { useInstitutions } from '../board/use-incident';
import { useKeys } from '../keyboard/use-keys';
import { useText } from '../language/translate';
import { BankDeskRow } from './bank-desk-row';
import { BankTask } from './bank-task';

/** A bank's own instructions on the left, the longest waiting first; the one being answered on the right. */
export function BankDeskPage() {
  const { t } = useText();
  const [state, setState] = useState<'open' | 'ended'>('open');
  const [chosen, setChosen] = useState<string>();
  const institutions = useInstitutions();
  const { data, isPending } = useQuery({ queryKey: keys.bankDesk(state), queryFn: () => api.bankDesk(state) });
  const items = [...(data?.items ?? [])].sort((a, b) => (state === 'open' ? a.plannedAt.localeCompare(b.plannedAt) : b.plannedAt.localeCompare(a.plannedAt)));
  const current = items.find((item) => item.instructionId === chosen) ?? (state === 'open' ? items[0] : undefined);
  const move = (step: number) => () => setChosen(items[items.findIndex((item) => item === current) + step]?.instructionId ?? current?.instructionId);
  useKeys({ J: move(1), K: move(-1) });
  return (
    <div className="desk">
      <nav className="side" aria-label={t('desk.title')}>
        <div className="side-head"><div className="line"><b>{t('desk.title')}</b><Segmented value={state} onChange={setState} aria-label={t('desk.title')} options={[{ value: 'open', label: t('desk.open') }, { value: 'ended', label: t('desk.ended') }]} /></div></div>
        <div className="list">
          {items.map((item) => <BankDeskRow key={item.instructionId} item={item} current={item === current} open={() => setChosen(item.instructionId)} />)}
          {!items.length && <div className="empty">{t(isPending ? 'list.loading' : 'desk.empty')}</div>}
        </div>
      </nav>
      <main className="main" aria-label={t('shell.main')}>
        {current ? <BankTask key={current.instructionId} item={current} open={state === 'open'} institutions={institutions} /> : <div className="empty" style={{ paddingTop: 120, fontSize: 18 }}>{t(items.length ? 'desk.choose' : 'desk.empty')}</div>}
      </main>
    </div>
  );
}
