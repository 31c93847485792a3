import { Select } from 'antd';
import type { OfficerItem } from '../api/contract';
import { Field } from '../components/field';
import { useText } from '../language/translate';

interface SecondOfficerFieldProps { readonly code: string; readonly officers: readonly OfficerItem[]; choose(code: string): void }

/** The second of an instruction's two officers: found by typing part of a name, login or number. Never mandatory. */
export function SecondOfficerField({ code, officers, choose }: SecondOfficerFieldProps) {
  const { t } = useText();
  const usual = officers.find(({ secondByDefault }) => secondByDefault);
  const options = officers.map((one) => ({ value: one.code, label: `${one.name} · ${one.idNumber}`, search: `${one.name} ${one.code} ${one.idNumber}`.toLowerCase() }));
  return (
    <section className="transfer-card" style={{ borderBottom: 0, paddingBottom: 8 }} data-second-officer={code}>
      <div className="grid">
        <Field label={t('officer.second')} span={6} below={code ? <span className="quiet">{t('officer.remembered')}</span> : ''}>
          {(id) => (
            <Select id={id} aria-label={t('officer.second')} value={code || undefined} options={options} allowClear placement="topLeft" style={{ width: '100%' }} placeholder={usual ? t('officer.default', { name: usual.name }) : t('officer.none')}
              showSearch={{ filterOption: (typed, option) => option?.search.includes(typed.toLowerCase()) ?? false }} onChange={(chosen: string | undefined) => choose(chosen ?? '')} />
          )}
        </Field>
      </div>
    </section>
  );
}
