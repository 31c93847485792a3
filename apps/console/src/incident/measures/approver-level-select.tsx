import { Select } from 'antd';
import type { ApproverLevel } from '#domain';
import { useText } from '../../language/translate';

const LEVELS: readonly ApproverLevel[] = ['station', 'county', 'city', 'province'];

/** The level of the organ whose leader approved; whether it suffices is the api's to say. */
export function ApproverLevelSelect({ id, value, choose }: { readonly id: string; readonly value: ApproverLevel; choose(level: ApproverLevel): void }) {
  const { t } = useText();
  return <Select id={id} aria-label={t('measure.approverLevel')} style={{ width: '100%' }} value={value} onChange={choose} options={LEVELS.map((level) => ({ value: level, label: t(`measure.level.${level}`) }))} />;
}
