import type { Fen } from '#domain';

const UNITS: Readonly<Record<string, number>> = { 亿: 100_000_000, 万: 10_000, w: 10_000, 千: 1_000, k: 1_000, 百: 100 };
const LARGEST_FEN = 1_000_000_000_000;

/**
 * What an operator types for an amount of yuan: `28000`, `28,000.50`, `2.8万`, `2万8` (colloquial for 28,000), `147万5000`, `1.2亿`.
 * Exact, no floating point. Undefined when it is no amount between one fen and ¥10,000,000,000.
 */
export function parseYuan(typed: string): Fen | undefined {
  const text = typed.normalize('NFKC').replace(/[,\s¥元块整]/g, '').toLowerCase();
  if (!/^\d/.test(text)) return undefined;
  let fen = 0;
  let rest = text;
  let unitBefore = Infinity;
  while (rest) {
    const found = /^(\d{1,13})(?:\.(\d{1,8}))?([亿万w千k百]?)/.exec(rest);
    if (!found) return undefined;
    const [all, whole = '', fraction = '', unitName = ''] = found;
    rest = rest.slice(all.length);
    // 2万8 means 2.8万: a lone digit after a unit counts tenths of it.
    const unit = unitName ? UNITS[unitName]! : unitBefore !== Infinity && whole.length === 1 && !fraction ? unitBefore / 10 : 1;
    if (unit >= unitBefore || (!unitName && rest)) return undefined;
    const part = scaled(whole, fraction, unit * 100);
    if (part === undefined) return undefined;
    fen += part;
    unitBefore = unit;
  }
  return fen >= 1 && fen <= LARGEST_FEN ? fen : undefined;
}

/** whole.fraction × factor, exactly; undefined when a fraction of a fen would remain. */
function scaled(whole: string, fraction: string, factor: number): number | undefined {
  const value = BigInt(whole + fraction) * BigInt(factor);
  const divisor = 10n ** BigInt(fraction.length);
  return value % divisor === 0n ? Number(value / divisor) : undefined;
}
