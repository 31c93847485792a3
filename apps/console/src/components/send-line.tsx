import { Button } from 'antd';
import { useKeys } from '../keyboard/use-keys';
import { useText } from '../language/translate';

interface SendLineProps { readonly busy: boolean; readonly fault: string; readonly label: string; submit(): void; cancel?(): void }

/** The last line of a form: what went wrong, and the keys that send. */
export function SendLine({ busy, fault, label, submit, cancel }: SendLineProps) {
  const { t } = useText();
  const press = busy ? undefined : submit;
  useKeys({ F9: press, 'Ctrl+Enter': press });
  return (
    <div style={{ display: 'flex', gap: 10, alignItems: 'center', marginTop: 4 }}>
      <div role="alert" className="fault" style={{ flex: 1 }}>{fault}</div>
      {cancel && <Button onClick={cancel}>{t('action.cancel')}</Button>}
      <Button type="primary" loading={busy} onClick={submit}>{label}<kbd>F9</kbd></Button>
    </div>
  );
}
