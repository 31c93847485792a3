import { Button } from 'antd';
import { useText } from '../language/translate';

/** The second step of what cannot be taken back: what will happen, and the way back. */
export function SureStrip({ text, back }: { readonly text: string; back(): void }) {
  const { t } = useText();
  return <p className="warning-strip" role="alert" data-sure>{text} <Button size="small" onClick={back}>{t('measure.back')}</Button></p>;
}
