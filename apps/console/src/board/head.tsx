import type { Me } from '../api/contract';
import { useAppearance } from '../appearance/appearance.store';
import { formatTime } from '../clock/wall-time';
import { useNow } from '../clock/use-now';
import { useLanguage } from '../language/language.store';
import { nameOf, useText } from '../language/translate';
import { useSession } from '../session/session.store';
import { ConnectionState } from '../connection/connection-state';
import { LiveCounts } from './live-counts';

export function Head({ user, help }: { user: Me; help(): void }) {
  const { t, language, words } = useText();
  const { appearance, toggle } = useAppearance();
  const now = useNow();
  return (
    <header className="head">
      <h1><img src="/favicon.svg" alt="" />{t('product')}</h1>
      <span>{user.organ?.name ?? nameOf(user.institution?.name, language)}</span>
      {user.role !== 'bank_clerk' && <LiveCounts />}
      <span className="grow" />
      <ConnectionState />
      <span className="number">{formatTime(now)}</span>
      <span className="quiet">{words.role[user.role]} · {user.name}</span>
      <span>
        <button type="button" className="link-button" onClick={help}>{t('shell.keys')} ?</button>
        <button type="button" className="link-button" onClick={toggle}>{t(appearance === 'dark' ? 'shell.light' : 'shell.dark')}</button>
        <button type="button" className="link-button" onClick={() => useLanguage.getState().choose(language === 'zh' ? 'en' : 'zh')}>{t('shell.language')}</button>
        <button type="button" className="link-button" onClick={() => useSession.getState().close('left')}>{t('shell.logout')}</button>
      </span>
    </header>
  );
}
