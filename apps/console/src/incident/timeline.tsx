import { Checkbox } from 'antd';
import { useMemo, useState } from 'react';
import type { FactType } from '#domain';
import type { IncidentView, InstitutionItem } from '../api/contract';
import { useFacts } from '../board/use-incident';
import { serverNow } from '../clock/server-clock';
import { formatMoment } from '../clock/wall-time';
import { formatYuan, maskNumber } from '../components/figures';
import { tellFact, toneOf, type Say } from '../language/fact-sentences';
import { nameOf, useText } from '../language/translate';

/** Bookkeeping that fills the page without telling an operator anything new. */
const MINOR: ReadonlySet<FactType> = new Set<FactType>(['money.accounted', 'instruction.planned']);
const TONE_CLASS = { plain: '', good: 'good', bad: 'bad', alarm: 'alarm-tone', person: 'person' } as const;

/** What happened, the latest first: when, who, what. */
export function Timeline({ incident, institutions }: { incident: IncidentView; institutions: readonly InstitutionItem[] }) {
  const { t, words, sentences, language } = useText();
  const { data: facts } = useFacts(incident.id);
  const [all, setAll] = useState(false);
  const bank = (code: string | null): string => nameOf(institutions.find((item) => item.code === code)?.name, language) || code || t('flow.institutionUnknown');
  const say: Say = {
    words, bank,
    account: maskNumber,
    yuan: (fen) => `¥${formatYuan(fen)}`,
    moment: (iso) => formatMoment(iso, serverNow()),
    target: (transferId) => (transferId === null ? t('protection.card') : maskNumber(incident.transfers.find((transfer) => transfer.transferId === transferId)?.accountNumber ?? '')),
  };
  const who = (actor: string): string => (actor === 'worker' ? t('timeline.worker') : actor.startsWith('institution:') ? bank(actor.slice('institution:'.length)) : actor);
  const shown = useMemo(() => [...(facts ?? [])].reverse().filter((fact) => all || !MINOR.has(fact.type)), [facts, all]);
  return (
    <section className="panel" aria-label={t('timeline.title')}>
      <header><h3>{t('timeline.title')}</h3><span className="quiet figures">{t('timeline.facts', { n: facts?.length ?? 0 })}</span><span className="grow" /><Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>{t('timeline.minor')}</Checkbox></header>
      <ol className="timeline" tabIndex={0} aria-label={t('timeline.title')}>
        {shown.map((fact) => (
          <li key={fact.seq} className={TONE_CLASS[toneOf(fact.type)]} data-seq={fact.seq} data-fact={fact.type}>
            <time className="figures quiet" dateTime={fact.at}>{formatMoment(fact.at, serverNow()).slice(-8)}</time>
            <span title={fact.actor}>{who(fact.actor)}</span>
            <span className="what">{tellFact(sentences, fact, say)}</span>
          </li>
        ))}
        {!shown.length && <li className="quiet">{t('timeline.empty')}</li>}
      </ol>
    </section>
  );
}
