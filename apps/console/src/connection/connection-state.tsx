import { useNow } from '../clock/use-now';
import { useText } from '../language/translate';
import { useLink } from './link.store';

export function ConnectionState() {
  const { t } = useText();
  const { state } = useLink();
  return <span data-link={state}><i className={`dot ${state}`} aria-hidden />{state === 'offline' ? <OfflineFor /> : t(state === 'connected' ? 'link.connected' : 'link.connecting')}</span>;
}

function OfflineFor() {
  const { t } = useText();
  const lostAt = useLink((link) => link.lostAt);
  useNow();
  return <>{t('link.offline', { s: Math.floor((performance.now() - lostAt) / 1_000) })}</>;
}
