/** What a column of a bank statement can tell. `other` is known and of no use here (balance, currency, summary). */
export type StatementField = 'time' | 'date' | 'clock' | 'amount' | 'out' | 'in' | 'direction' | 'account' | 'name' | 'bank' | 'serial' | 'clearing' | 'summary' | 'other';

/** How banks, Excel sheets and text messages head these columns; compared without blanks and brackets, in small letters. */
const HEADINGS: Readonly<Record<StatementField, readonly string[]>> = {
  time: ['交易时间', '交易日期时间', '转账时间', '时间', '入账时间', '记账时间', 'transactiontime', 'time', 'datetime', 'transferredat'],
  date: ['交易日期', '日期', '记账日期', '入账日期', 'date', 'transactiondate'],
  clock: ['交易时刻', '时刻', '时分秒'],
  amount: ['交易金额', '金额', '发生额', '转账金额', 'amount', 'transactionamount'],
  out: ['支出', '支出金额', '借方发生额', '借方金额', '转出金额', '付款金额', 'debit', 'debitamount', 'withdrawal', 'paidout', 'out'],
  in: ['收入', '收入金额', '贷方发生额', '贷方金额', '转入金额', '存入金额', 'credit', 'creditamount', 'deposit', 'paidin', 'in'],
  direction: ['借贷标志', '借贷', '借贷方向', '收支', '收支类型', '收付标志', '交易方向', '方向', 'direction', 'dc', 'd/c', 'debit/credit', 'dr/cr'],
  account: ['对方账号', '对方帐号', '对方卡号', '对方账户', '交易对方账号', '交易对手账号', '对手账号', '收款账号', '收款人账号', '收款卡号', '账号', '卡号', 'counterpartyaccount', 'accountnumber', 'account', 'payeeaccount', 'beneficiaryaccount'],
  name: ['对方户名', '对方姓名', '对方名称', '对方账户名', '交易对方', '交易对手', '交易对手名称', '对手户名', '收款人', '收款人姓名', '收款人户名', '户名', 'counterparty', 'counterpartyname', 'payee', 'beneficiary', 'name', 'holdername'],
  bank: ['对方开户行', '对方银行', '对方行名', '对方开户机构', '对方开户行名称', '收款银行', '收款行', '开户行', '银行', 'counterpartybank', 'bank', 'payeebank', 'beneficiarybank'],
  serial: ['流水号', '交易流水号', '交易流水', '流水', '业务流水号', '凭证号', 'serial', 'serialnumber', 'reference', 'transactionid'],
  clearing: ['清算流水号', '清算流水', '支付交易序号', '清算号', 'clearingserial', 'clearingserialnumber'],
  summary: ['摘要', '附言', '备注', '交易类型', '用途', '交易摘要', '交易名称', 'summary', 'remark', 'remarks', 'memo', 'type', 'description'],
  other: ['余额', '账户余额', '交易后余额', '币种', '序号', '渠道', '交易渠道', '交易网点', '本方账号', '本方户名', '查询账号', '状态', 'balance', 'currency', 'no', 'no.', '#', 'channel', 'branch', 'status'],
};

const FIELD_OF: ReadonlyMap<string, StatementField> = new Map((Object.entries(HEADINGS) as [StatementField, readonly string[]][]).flatMap(([field, names]) => names.map((name) => [name, field] as const)));

/** The columns of a heading line; undefined when the line is none (fewer than two cells are headings). */
export function headingOf(cells: readonly string[]): readonly StatementField[] | undefined {
  const fields = cells.map((cell) => FIELD_OF.get(cell.replace(/\(.*?\)|[\s:"'*]/g, '').toLowerCase()));
  return fields.filter((field) => field !== undefined).length >= 2 && cells.every((cell) => !/\d{4}/.test(cell)) ? fields.map((field) => field ?? 'other') : undefined;
}

/** The cells of a line: divided by tabs, else by two or more blanks, else by commas (quotes kept together), else by single blanks. */
export function cellsOf(line: string): string[] {
  if (line.includes('\t')) return trimmed(line.split('\t'));
  const byGaps = line.trim().split(/ {2,}/);
  if (byGaps.length >= 3) return trimmed(byGaps);
  const byCommas = line.match(/("(?:[^"]|"")*"|[^,"]*)(,|$)/g)?.slice(0, -1).map((cell) => cell.replace(/,$/, '')) ?? [];
  if (byCommas.length >= 3) return trimmed(byCommas);
  // A date and its time of day belong together although a blank divides them.
  return trimmed(line.trim().replace(/(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}) (\d{1,2}:\d{2})/g, '$1T$2').split(/ +/)).map((cell) => cell.replace(/^(\d{4}\S+)T(\d{1,2}:)/, '$1 $2'));
}

function trimmed(cells: readonly string[]): string[] {
  return cells.map((cell) => cell.trim().replace(/^"(.*)"$/s, '$1').replace(/""/g, '"').trim());
}

/** Amounts with thousands separators that a comma-divided line tore apart are put together again while there are more cells than columns. */
export function mendAmounts(cells: readonly string[], columns: number | null): string[] {
  const mended = [...cells];
  for (let i = 0; i + 1 < mended.length; i++) {
    const torn = /^[-+]?¥?\d{1,3}(,\d{3})*$/.test(mended[i] ?? '') && /^\d{3}(\.\d{1,2})?元?$/.test(mended[i + 1] ?? '');
    if (!torn || !(columns === null ? /\./.test((mended[i + 1] ?? '') + (mended[i + 2] ?? '')) : mended.length > columns)) continue;
    mended.splice(i, 2, `${mended[i]},${mended[i + 1]}`);
    i -= 1;
  }
  return mended;
}
