import { Input } from 'antd';
import { Field } from '../components/field';
import { useText } from '../language/translate';
import type { VictimField } from './draft';

const LENGTHS: Readonly<Record<VictimField, number>> = { victimName: 100, victimPhone: 40, victimIdNumber: 40, callNumber: 64, scheme: 100, narrative: 4_000 };
const SHORT = ['victimName', 'victimPhone', 'victimIdNumber', 'callNumber', 'scheme'] as const satisfies readonly VictimField[];

/** The person who called and what happened; none of it is mandatory. */
export function VictimFields({ victim, change }: { victim: Readonly<Record<VictimField, string>>; change(field: VictimField, value: string): void }) {
  const { t } = useText();
  return (
    <section className="transfer-card" aria-label={t('intake.victim')} style={{ borderBottom: 0, paddingBottom: 12 }}>
      <div className="grid">
        {SHORT.map((name, i) => (
          <Field key={name} label={t(`field.${name}`)} span={i < 3 ? 4 : 6}>
            {(id) => <Input id={id} autoComplete="off" maxLength={LENGTHS[name]} value={victim[name]} onChange={(event) => change(name, event.target.value)} />}
          </Field>
        ))}
        <Field label={t('field.narrative')} span={12}>
          {(id) => <Input.TextArea id={id} rows={2} maxLength={LENGTHS.narrative} value={victim.narrative} onChange={(event) => change('narrative', event.target.value)} />}
        </Field>
      </div>
    </section>
  );
}
