import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { api } from '../api/endpoints';
import { explain } from '../components/explain';
import { Field } from '../components/field';
import { useLanguage } from '../language/language.store';
import { useText } from '../language/translate';
import { DemoAccounts } from './demo-accounts';
import { useSession } from './session.store';

export function LoginPage() {
  const { t, language } = useText();
  const { open, ended } = useSession();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const hints = useQuery({ queryKey: ['hints'], queryFn: api.hints, retry: false });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFault('');
    try {
      open(await api.logIn(login.trim(), password));
    } catch (error) {
      setFault(explain(error));
      setBusy(false);
    }
  };
  return (
    <main className="login">
      <div className="login-card">
        <h1><img src="/favicon.svg" alt="" />{t('product')}</h1>
        <p className="quiet">{t('product.motto')}</p>
        <form className="form" onSubmit={(event) => void submit(event)}>
          <Field label={t('login.login')}>{(id) => <Input id={id} size="large" autoFocus autoComplete="username" value={login} onChange={(event) => setLogin(event.target.value)} />}</Field>
          <Field label={t('login.password')}>{(id) => <Input.Password id={id} size="large" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />}</Field>
          <div role="alert" className="fault">{fault || (ended === 'expired' ? t('login.expired') : '')}</div>
          <Button type="primary" size="large" htmlType="submit" loading={busy} disabled={!login || !password} block>{t('login.submit')}</Button>
        </form>
        <DemoAccounts accounts={hints.data?.items ?? []} choose={(account) => { setLogin(account.login); setPassword(account.password); }} />
        <button type="button" className="act" style={{ marginLeft: 0 }} onClick={() => useLanguage.getState().choose(language === 'zh' ? 'en' : 'zh')}>{t('shell.language')}</button>
      </div>
    </main>
  );
}
