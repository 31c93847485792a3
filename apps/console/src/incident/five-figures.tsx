import { Tooltip } from 'antd';
import type { IncidentView } from '../api/contract';
import { formatYuan } from '../components/figures';
import { useText } from '../language/translate';

const FIGURES = [['asked', 'askedFen'], ['controlledBalance', 'controlledBalanceFen'], ['secured', 'securedFen'], ['frozen', 'frozenFen'], ['returned', 'returnedFen']] as const;
const GOOD: ReadonlySet<string> = new Set(['secured', 'frozen', 'returned']);

/** Five figures that are often mistaken for each other. Each says what it counts when pointed at or reached by keyboard. */
export function FiveFigures({ incident }: { incident: IncidentView }) {
  const { t } = useText();
  return (
    <dl className="five figures">
      {FIGURES.map(([name, member]) => {
        const fen = incident.figures[member];
        return (
          <Tooltip key={name} title={t(`figure.${name}.means`)}>
            <div tabIndex={0} aria-label={`${t(`figure.${name}`)} ¥${formatYuan(fen)}. ${t(`figure.${name}.means`)}`}>
              <dt>{t(`figure.${name}`)}</dt>
              <dd className={fen && GOOD.has(name) ? 'good' : ''} data-figure={name}>¥{formatYuan(fen)}</dd>
            </div>
          </Tooltip>
        );
      })}
    </dl>
  );
}
