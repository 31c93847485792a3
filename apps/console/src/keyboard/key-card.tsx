import { Modal } from 'antd';
import { Fragment } from 'react';
import type { Role } from '../api/contract';
import { useText, type TextKey } from '../language/translate';

const KEYS: readonly { readonly keys: readonly string[]; readonly text: TextKey; readonly roles: readonly Role[] }[] = [
  { keys: ['F2'], text: 'keys.new', roles: ['operator'] },
  { keys: ['F9', 'Ctrl+Enter'], text: 'keys.send', roles: ['operator', 'bank_clerk'] },
  { keys: ['Enter'], text: 'keys.next', roles: ['operator', 'bank_clerk'] },
  { keys: ['Alt+A'], text: 'keys.account', roles: ['operator'] },
  { keys: ['Alt+D'], text: 'keys.duplicate', roles: ['operator'] },
  { keys: ['Alt+J'], text: 'keys.join', roles: ['operator', 'commander'] },
  { keys: ['Alt+C'], text: 'keys.child', roles: ['operator', 'commander'] },
  { keys: ['Alt+P'], text: 'keys.protect', roles: ['operator', 'commander'] },
  { keys: ['Enter', '.'], text: 'keys.rowMenu', roles: ['operator', 'commander'] },
  { keys: ['B'], text: 'keys.answer', roles: ['operator', 'commander'] },
  { keys: ['J', 'K'], text: 'keys.move', roles: ['operator', 'commander'] },
  { keys: ['A'], text: 'keys.acknowledge', roles: ['operator', 'commander'] },
  { keys: ['/'], text: 'keys.search', roles: ['operator', 'commander'] },
  { keys: ['?'], text: 'keys.help', roles: ['operator', 'commander', 'bank_clerk'] },
  { keys: ['Esc'], text: 'keys.escape', roles: ['operator', 'commander', 'bank_clerk'] },
];

/** The card of all keys that the person's role has. */
export function KeyCard({ open, close, role }: { open: boolean; close(): void; role: Role }) {
  const { t } = useText();
  return (
    <Modal open={open} onCancel={close} footer={null} title={t('keys.title')} width={460}>
      <div className="key-card">
        {KEYS.filter((line) => line.roles.includes(role)).map((line) => (
          <Fragment key={line.text}><span>{line.keys.map((key) => <kbd key={key} style={{ marginRight: 6 }}>{key}</kbd>)}</span><span>{t(line.text)}</span></Fragment>
        ))}
      </div>
    </Modal>
  );
}
