import type { AccountHints } from '../api/contract';
import { bareNumber } from '../components/figures';
import { nameOf, useText } from '../language/translate';

/** A full-length number is worth a word about its check digit; a half-typed one is not. */
const FULL_LENGTH = 15;

/** Below the account number: which institution it is, and soft warnings that never block. */
export function AccountHintLine({ hints, chosen, typed }: { hints: AccountHints | undefined; chosen: string; typed: string }) {
  const { t, language } = useText();
  if (!hints) return null;
  const length = bareNumber(typed).length;
  const recognised = nameOf(hints.institutionName, language);
  const [warning] = length >= FULL_LENGTH ? hints.warnings.filter((one) => one.code !== 'institution_unknown') : [];
  const bank = nameOf(hints.bankName, language);
  return (
    <span>
      {recognised ? <span className="good">✓ {t('intake.known')} <b>{recognised}</b></span> : !chosen && length >= FULL_LENGTH ? <span className="soft">{bank ? t('intake.bankOnly', { bank }) : t('intake.unknownBank')}</span> : null}
      {' '}{warning && <span className="soft">{warning[language]}</span>}
    </span>
  );
}
