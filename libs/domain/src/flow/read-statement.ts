import type { Fen } from '../money/money';
import { cellsOf, headingOf, mendAmounts, type StatementField } from './statement-columns';
import { accountNumberOf, amountOf, directionOf, momentOf } from './statement-values';

/** Limits of one pasted text: rows, and bytes of UTF-8. */
export const STATEMENT_ROWS_MAX = 500;
export const STATEMENT_BYTES_MAX = 256 * 1024;

/** Money that left the account, as one line of a statement tells it. */
export interface StatementRow {
  /** 1 for the first line of the text. */
  readonly line: number;
  readonly amountFen: Fen;
  readonly transferredAt: string | null;
  readonly accountNumber: string;
  readonly holderName: string | null;
  /** As written; which institution that is, the register must say. */
  readonly bankName: string | null;
  readonly bankSerial: string | null;
  readonly clearingSerial: string | null;
}

/** A line that cannot be taken, why, and what to do about it. */
export interface StatementFault {
  readonly line: number;
  readonly field: 'amount' | 'time' | 'account' | 'row';
  /** The line as it was pasted, cut to 200 characters. */
  readonly text: string;
  readonly zh: { readonly cause: string; readonly remedy: string };
  readonly en: { readonly cause: string; readonly remedy: string };
}

/** A line that tells of no money leaving: money that came in, a heading, or nothing at all. */
export interface IgnoredLine { readonly line: number; readonly reason: 'credit' | 'heading' | 'blank'; readonly amountFen: Fen | null }

/** Every line of the text is in exactly one of the three lists. */
export interface StatementRead { readonly rows: readonly StatementRow[]; readonly faults: readonly StatementFault[]; readonly ignored: readonly IgnoredLine[] }

type Cells = Partial<Record<StatementField, string>>;
const PHRASES = {
  amount_missing: ['amount', '没有金额', '补上金额一列', 'no amount', 'add the amount'],
  amount_unreadable: ['amount', '金额无法识别', '金额以元为单位，最多两位小数', 'the amount cannot be read', 'amounts are in yuan with at most two decimals'],
  amount_zero: ['amount', '金额为零', '删去此行或更正金额', 'the amount is zero', 'leave the line out or put the amount right'],
  time_unreadable: ['time', '时间无法识别', '写成 2026-11-24 10:15:03', 'the time cannot be read', 'write it as 2026-11-24 10:15:03'],
  account_missing: ['account', '没有对方账号', '补上对方账号，或向银行查询流水', 'no counterparty account', 'add the account number, or ask the institution for the flow'],
  account_unreadable: ['account', '对方账号无法识别', '补全账号；Excel 中请把该列设为文本后再复制', 'the counterparty account cannot be read', 'complete the number; in Excel make the column text before copying'],
  cash: ['account', '取现，没有下级账户', '在银行反馈中登记取现金额', 'a cash withdrawal has no next account', "record it as cash in the institution's answer"],
  direction_unclear: ['amount', '同时有支出和收入', '每行只写一个方向', 'has money going out and coming in', 'one direction per line'],
  too_many: ['row', `超过 ${STATEMENT_ROWS_MAX} 行`, '分几次粘贴', `more than ${STATEMENT_ROWS_MAX} rows`, 'paste it in several parts'],
} as const satisfies Record<string, readonly [StatementFault['field'], string, string, string, string]>;

/**
 * Reads rows copied from a bank statement, a sheet or a message: with or without heading, Chinese or English, tabs, commas or blanks.
 * Only money that went out becomes a row; what cannot be taken is a fault with cause and remedy. Never throws, never loses a line.
 */
export function readStatement(text: string): StatementRead {
  const rows: StatementRow[] = [];
  const faults: StatementFault[] = [];
  const ignored: IgnoredLine[] = [];
  const lines = text.split(/\r\n|\r|\n/);
  const parsed = lines.map((raw) => cellsOf(raw.normalize('NFKC')));
  const signed = parsed.some((cells) => cells.some((cell) => /[.¥元,]|^-\d{1,9}$/.test(cell) && amountOf(cell)?.sign === -1));
  let heading: readonly StatementField[] | undefined;
  for (const [i, found] of parsed.entries()) {
    const line = i + 1;
    const fault = (phrase: keyof typeof PHRASES): void => void faults.push(faultAt(line, lines[i] ?? '', phrase));
    if (found.every((cell) => cell === '')) { ignored.push({ line, reason: 'blank', amountFen: null }); continue; }
    const columns = headingOf(found);
    if (columns) { heading = columns; ignored.push({ line, reason: 'heading', amountFen: null }); continue; }
    if (rows.length + faults.length >= STATEMENT_ROWS_MAX) { fault('too_many'); continue; }
    const cells = mendAmounts(found, heading?.length ?? null);
    const row = readRow(line, heading ? byHeading(cells, heading) : byLook(cells), signed);
    if (typeof row === 'string') fault(row);
    else if ('reason' in row) ignored.push(row);
    else rows.push(row);
  }
  return { rows, faults, ignored };
}

function readRow(line: number, cells: Cells, signed: boolean): StatementRow | IgnoredLine | keyof typeof PHRASES {
  const sides = (['out', 'in'] as const).filter((side) => (cells[side] ?? '') !== '' && amountOf(cells[side] ?? '')?.fen !== 0);
  if (sides.length === 2) return 'direction_unclear';
  const side = sides[0];
  const written = (side ? cells[side] : cells.amount) ?? '';
  if (written === '') return cells.out !== undefined || cells.in !== undefined ? 'amount_zero' : 'amount_missing';
  const amount = amountOf(written);
  if (!amount) return 'amount_unreadable';
  if (amount.fen === 0) return 'amount_zero';
  const direction = side ?? directionOf(cells.direction ?? '') ?? (amount.sign === 1 || (signed && amount.sign === 0) ? 'in' : 'out');
  if (direction === 'in') return { line, reason: 'credit', amountFen: amount.fen };
  const time = cells.time ?? [cells.date, cells.clock].filter((part) => part).join(' ');
  const moment = time === '' ? null : momentOf(time);
  if (moment === undefined) return 'time_unreadable';
  const account = cells.account ?? '';
  if (account === '') return /取现|取款|现金|atm|cash/i.test([cells.summary, cells.name].join(' ')) ? 'cash' : 'account_missing';
  const accountNumber = accountNumberOf(account);
  if (accountNumber === undefined) return 'account_unreadable';
  const brief = (value: string | undefined, max: number): string | null => value?.slice(0, max) || null;
  return {
    line, amountFen: amount.fen, transferredAt: moment, accountNumber, holderName: brief(cells.name, 100), bankName: brief(cells.bank, 100),
    bankSerial: brief(cells.serial, 64), clearingSerial: brief(cells.clearing, 64),
  };
}

function byHeading(cells: readonly string[], heading: readonly StatementField[]): Cells {
  const found: Cells = {};
  // Of two columns with the same meaning the first that is filled counts.
  for (const [i, field] of heading.entries()) if (found[field] === undefined || found[field] === '') found[field] = cells[i] ?? '';
  return found;
}

/** Without a heading each cell is taken for what it looks like: moment, direction, amount, number, bank, name; what is left is a serial or a summary. */
function byLook(cells: readonly string[]): Cells {
  const found: Cells = {};
  for (const cell of cells.filter((one) => one !== '')) {
    const field = lookOf(cell, found);
    if (found[field] === undefined) found[field] = cell;
  }
  return found;
}

function lookOf(cell: string, found: Cells): StatementField {
  if (momentOf(cell) !== undefined) return found.time === undefined ? 'time' : 'other';
  if (/^\d{1,2}:\d{2}(:\d{2})?$/.test(cell)) return 'clock';
  if (directionOf(cell) !== undefined) return 'direction';
  if (/^[-+(]?¥?\d[\d,]*(\.\d+)?万?元?\)?$/.test(cell) && (/[.,¥元万()+-]/.test(cell) || cell.length <= 8) && found.amount === undefined && accountLength(cell) <= 11) return 'amount';
  if (/银行|支付|信用社|农商|财付通|bank|pay$/i.test(cell)) return 'bank';
  if (/取现|取款|现金|转账|消费|atm/i.test(cell)) return 'summary';
  if (accountNumberOf(cell) !== undefined && found.account === undefined && /\d{8}/.test(cell.replace(/[\s-]/g, ''))) return 'account';
  if (/^[\p{Script=Han}·\s]{2,30}$|^[a-z][a-z .'-]{1,60}$/iu.test(cell)) return found.name === undefined ? 'name' : 'summary';
  return /^[A-Z0-9-]{4,64}$/i.test(cell) ? 'serial' : 'summary';
}

/** Digits before the decimal point. */
function accountLength(cell: string): number {
  return cell.replace(/\..*$/, '').replace(/\D/g, '').length;
}

function faultAt(line: number, text: string, phrase: keyof typeof PHRASES): StatementFault {
  const [field, cause, remedy, enCause, enRemedy] = PHRASES[phrase];
  return { line, field, text: text.slice(0, 200), zh: { cause, remedy }, en: { cause: enCause, remedy: enRemedy } };
}
