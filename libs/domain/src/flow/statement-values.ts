import { LARGEST_TRANSFER_FEN, type Fen } from '../money/money';

/** An amount as people and banks write it, in fen; `sign` is 0 where none was written. Undefined when it is none. */
export interface WrittenAmount { readonly fen: Fen; readonly sign: -1 | 0 | 1 }

/** `1,234.50`, `¥1234.5元`, `-500`, `(500.00)`, `1.5万`: yuan in, fen out. More than two decimals of a yuan are no amount of money. */
export function amountOf(written: string): WrittenAmount | undefined {
  const bare = written.replace(/人民币|rmb|cny|[¥元,\s]/gi, '').replace('−', '-');
  const match = /^(\()?([-+])?(\d{1,13})(?:\.(\d{1,6}))?(万)?\)?$/.exec(bare);
  if (!match) return undefined;
  const [, bracket, sign, whole = '0', decimals = '', tenThousand] = match;
  const places = tenThousand ? 6 : 2;
  if (decimals.slice(places).replace(/0/g, '') !== '') return undefined;
  const fen = Number(whole + decimals.slice(0, places).padEnd(places, '0'));
  if (!Number.isSafeInteger(fen) || fen > LARGEST_TRANSFER_FEN) return undefined;
  return { fen, sign: bracket || sign === '-' ? -1 : sign === '+' ? 1 : 0 };
}

const MOMENT = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[T\s]*(\d{1,2}):?(\d{2})(?::?(\d{2})(?:\.\d{1,9})?)?)?(Z|[+-]\d{2}:\d{2})?$/;

/** A date with or without time of day, Shanghai time unless a zone is written, as ISO 8601; undefined when there is no such moment. */
export function momentOf(written: string): string | undefined {
  const match = MOMENT.exec(written.trim());
  if (!match) return undefined;
  const [, year, month = match[4], day = match[5], , , hour = '0', minute = '00', second = '00', zone = '+08:00'] = match;
  const two = (text: string | undefined): string => (text ?? '').padStart(2, '0');
  const local = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}`;
  // The day must exist: JavaScript would turn the 31st of April into the 1st of May.
  const asUtc = new Date(`${local}Z`);
  if (Number.isNaN(asUtc.getTime()) || asUtc.toISOString().slice(0, 19) !== local) return undefined;
  const moment = new Date(`${local}${zone}`);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

/** Which way the money went by a 借贷 flag: 借 is out of a depositor's account, 贷 is into it. Undefined when it is no such flag. */
export function directionOf(written: string): 'out' | 'in' | undefined {
  const flag = written.replace(/[\s()]/g, '').toLowerCase();
  if (/^(借|借方|支出|出|转出|付|付款|支|d|dr|debit|out)$/.test(flag)) return 'out';
  return /^(贷|贷方|收入|入|进|转入|收|收款|存入|c|cr|credit|in)$/.test(flag) ? 'in' : undefined;
}

/** A card, account or wallet number in the form in which numbers are compared; undefined when it is none. Excel's `6.22202E+18` is none: its digits are lost. */
export function accountNumberOf(written: string): string | undefined {
  const number = written.replace(/[\s\-'`]/g, '').toUpperCase();
  return /^[A-Z0-9@._*]{6,64}$/.test(number) && /\d{4}/.test(number) && !/^\d(\.\d+)?E\+?\d+$/.test(number) ? number.replace(/[._]/g, '') : undefined;
}
