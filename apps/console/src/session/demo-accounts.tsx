import type { DemoAccount } from '../api/contract';
import { useText } from '../language/translate';

/** The demo accounts that the api itself names; in production it names none. */
export function DemoAccounts({ accounts, choose }: { accounts: readonly DemoAccount[]; choose(account: DemoAccount): void }) {
  const { t, words } = useText();
  if (!accounts.length) return null;
  return (
    <section aria-label={t('login.demo')} className="form">
      <p className="quiet">{t('login.demo')} · {t('login.demo.note')}</p>
      <div className="tiles">
        {accounts.map((account) => (
          <button key={account.login} type="button" className="tile" onClick={() => choose(account)}>
            <b>{account.login}</b>
            <span>{words.role[account.role]} · {account.place}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
