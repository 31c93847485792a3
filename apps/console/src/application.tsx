import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useMemo } from 'react';
import { queryClientOfConsole } from './api/query-client';
import { useAppearance } from './appearance/appearance.store';
import { themeOf } from './appearance/theme';
import { Shell } from './board/shell';
import { useText } from './language/translate';
import { LoginPage } from './session/login-page';
import { useSession } from './session/session.store';

/** The whole console: a login, and behind it the desk of the person who logged in. */
export function Application() {
  const { token, user } = useSession();
  const { t, language } = useText();
  const appearance = useAppearance((choice) => choice.appearance);
  // A new session starts with empty caches: another person may see another scope.
  const client = useMemo(() => queryClientOfConsole(), [token]);
  useEffect(() => {
    document.documentElement.dataset['appearance'] = appearance;
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = t('product');
  }, [appearance, language]);
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={themeOf(appearance)} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={client}>{token && user ? <Shell key={token} token={token} user={user} client={client} /> : <LoginPage />}</QueryClientProvider>
    </ConfigProvider>
  );
}
