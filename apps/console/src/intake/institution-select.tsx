import { Select } from 'antd';
import type { InstitutionItem } from '../api/contract';
import { nameOf, useText } from '../language/translate';

interface InstitutionSelectProps {
  readonly id: string;
  readonly value: string;
  /** What the number says; shown while nobody has chosen. */
  readonly recognised?: string | null;
  readonly institutions: readonly InstitutionItem[];
  choose(code: string): void;
}

/** Choose an institution by typing part of its name or code. */
export function InstitutionSelect({ id, value, recognised, institutions, choose }: InstitutionSelectProps) {
  const { t, language } = useText();
  const options = institutions.map((institution) => ({ value: institution.code, label: nameOf(institution.name, language) }));
  const known = options.find((option) => option.value === recognised)?.label;
  return (
    <Select id={id} aria-label={t('field.institution')} value={value || undefined} options={options} allowClear placeholder={known ?? t('field.institution.auto')} style={{ width: '100%' }}
      showSearch={{ filterOption: (typed, option) => `${option?.label ?? ''}${option?.value ?? ''}`.toLowerCase().includes(typed.toLowerCase()) }} onChange={(code: string | undefined) => choose(code ?? '')} />
  );
}
