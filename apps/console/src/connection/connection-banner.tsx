import { useNow } from '../clock/use-now';
import { useText } from '../language/translate';
import { useLink } from './link.store';

/** A blink of the network is not worth a banner. */
const SHOWN_AFTER_MS = 1_500;

export function ConnectionBanner() {
  const { t } = useText();
  const { state, lostAt } = useLink();
  useNow();
  const lostForMs = performance.now() - lostAt;
  if (state !== 'offline' || lostForMs < SHOWN_AFTER_MS) return <div />;
  return <div className="banner" role="alert" aria-live="off">⚠ {t('link.offline.detail', { s: Math.floor(lostForMs / 1_000) })}</div>;
}
