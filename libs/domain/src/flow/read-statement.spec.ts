import * as fc from 'fast-check';
import { readStatement, STATEMENT_ROWS_MAX } from './read-statement';
import { amountOf, momentOf } from './statement-values';

const HEAD = '交易时间\t交易金额\t对方账号\t对方户名\t对方开户行\t流水号\t借贷标志';

describe('a pasted statement', () => {
  it('a sheet with Chinese headings: money out becomes rows, money in is listed as ignored', () => {
    const { rows, faults, ignored } = readStatement(`${HEAD}\n2026-11-24 10:15:03\t12,000.50\t6222 0216 0200 1234\t李四\t泰山示例银行\t2026000001\t借\n2026/11/24 10:16\t¥300元\t9990020000000199\t\t\t\t贷\n\n20261124101503\t8000\t9990010000000088\t王五\t\t\t借`);
    expect(faults).toEqual([]);
    expect(rows).toEqual([
      { line: 2, amountFen: 1_200_050, transferredAt: '2026-11-24T02:15:03.000Z', accountNumber: '6222021602001234', holderName: '李四', bankName: '泰山示例银行', bankSerial: '2026000001', clearingSerial: null },
      { line: 5, amountFen: 800_000, transferredAt: '2026-11-24T02:15:03.000Z', accountNumber: '9990010000000088', holderName: '王五', bankName: null, bankSerial: null, clearingSerial: null },
    ]);
    expect(ignored).toEqual([{ line: 1, reason: 'heading', amountFen: null }, { line: 3, reason: 'credit', amountFen: 30_000 }, { line: 4, reason: 'blank', amountFen: null }]);
  });

  it('English headings with commas, separate columns for out and in, thousands separators torn or quoted', () => {
    const { rows, faults, ignored } = readStatement('Date,Debit,Credit,Counterparty account,Counterparty name,Clearing serial\n2026-11-24 10:15:03,"1,234.00",,9990020000000199,Li Si,CS0001\n2026-11-24 10:16:00,,50.00,9990020000000199,Li Si,\n2026-11-24 10:17:00,12,345.60,,9990020000000200,Wang Wu,CS0002');
    expect(faults).toEqual([]);
    expect(rows).toMatchObject([{ line: 2, amountFen: 123_400, clearingSerial: 'CS0001', holderName: 'Li Si' }, { line: 4, amountFen: 1_234_560, accountNumber: '9990020000000200', clearingSerial: 'CS0002' }]);
    expect(ignored).toMatchObject([{ reason: 'heading' }, { line: 3, reason: 'credit' }]);
  });

  it.each([
    ['tabs', '2026-11-24 10:15:03\t-500.00\t9990020000000199\t李四\t长河示例银行'],
    ['several blanks', '2026-11-24 10:15:03   -500.00   9990020000000199   李四   长河示例银行'],
    ['single blanks', '2026-11-24 10:15:03 -500.00 9990020000000199 李四 长河示例银行'],
    ['commas', '2026-11-24 10:15:03,-500.00,9990020000000199,李四,长河示例银行'],
    ['full-width signs', '２０２６-11-24 10:15:03　　-500.00　　9990020000000199　　李四　　长河示例银行'],
    ['another order', '李四\t9990020000000199\t长河示例银行\t支出\t500.00元\t20261124101503'],
  ])('without heading, by %s', (_, line) => {
    expect(readStatement(line)).toMatchObject({ faults: [], rows: [{ amountFen: 50_000, transferredAt: '2026-11-24T02:15:03.000Z', accountNumber: '9990020000000199', holderName: '李四', bankName: '长河示例银行' }] });
  });

  it('where some amounts are negative, the others came in', () => {
    expect(readStatement(`${HEAD}\n\t-5.00\t9990020000000199\n\t5.00\t9990020000000199`)).toMatchObject({ rows: [{ line: 2 }], ignored: [{}, { line: 3, reason: 'credit' }] });
  });

  it.each([
    ['2026-11-24 10:15\t\t9990020000000199', 'amount', '没有金额'], ['\tabc\t9990020000000199', 'amount', '金额无法识别'], ['\t1.005\t9990020000000199', 'amount', '金额无法识别'],
    ['\t0\t9990020000000199', 'amount', '金额为零'], ['2026-02-31 10:15\t5\t9990020000000199', 'time', '时间无法识别'], ['昨天\t5\t9990020000000199', 'time', '时间无法识别'],
    ['\t5\t\t李四', 'account', '没有对方账号'], ['\t5\t9.99002E+15', 'account', '对方账号无法识别'], ['\t5\t\tATM取款', 'account', '取现，没有下级账户'],
  ])('%s is a fault of %s', (line, field, cause) => {
    const { rows, faults } = readStatement(`${HEAD}\n${line}`);
    expect(rows).toEqual([]);
    expect(faults).toMatchObject([{ line: 2, field, text: line, zh: { cause, remedy: expect.stringMatching(/./) as string }, en: { cause: expect.stringMatching(/./) as string } }]);
  });

  it('what is over the limit is named, line by line', () => {
    const { rows, faults } = readStatement([HEAD, ...Array.from({ length: STATEMENT_ROWS_MAX + 2 }, () => '\t5\t9990020000000199')].join('\n'));
    expect([rows.length, faults.length, faults[0]?.zh.cause]).toEqual([500, 2, '超过 500 行']);
  });
});

describe('any pasted text', () => {
  const cell = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('2026-11-24 10:15:03', '1,234.50', '-5', '借', '贷', '9990020000000199', '交易时间', '交易金额', '对方账号', '"', ',', '\r', '支出', '收入', '1E9', '999999999999999999999'));
  const pasted = fc.oneof(fc.string({ maxLength: 300 }), fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 12 }).chain((table) => fc.constantFrom('\t', ',', '  ', ' ').map((by) => table.map((row) => row.join(by)).join('\n'))));

  it('never throws, and every line is in exactly one list', () => {
    fc.assert(fc.property(pasted, (text) => {
      const { rows, faults, ignored } = readStatement(text);
      const lines = [...rows, ...faults, ...ignored].map((one) => one.line).sort((a, b) => a - b);
      expect(lines).toEqual(text.split(/\r\n|\r|\n/).map((_, i) => i + 1));
      for (const row of rows) expect([Number.isSafeInteger(row.amountFen) && row.amountFen > 0, row.accountNumber.length >= 4, row.transferredAt === null || !Number.isNaN(Date.parse(row.transferredAt))]).toEqual([true, true, true]);
    }), { numRuns: 2_000 });
  });

  it('amounts come back to the fen, however they are written', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), fc.constantFrom('', '¥', '￥'), fc.constantFrom('', '元', ' 元'), (fen, before, after) => {
      const yuan = `${Math.floor(fen / 100).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${String(fen % 100).padStart(2, '0')}`;
      expect(amountOf(`${before}${yuan}${after}`.normalize('NFKC'))?.fen).toBe(fen);
    }));
    expect([amountOf('1.5万'), amountOf('(20.00)'), amountOf('+3'), amountOf('1.234'), amountOf('')]).toEqual([{ fen: 1_500_000, sign: 0 }, { fen: 2_000, sign: -1 }, { fen: 300, sign: 1 }, undefined, undefined]);
  });

  it('times are Shanghai time unless they say otherwise', () => {
    expect(['2026年11月24日 10:15', '2026-11-24', '2026-11-24T02:15:00Z', '2026.11.24 10:15:00.5', '2026-13-01', '20261124'].map(momentOf)).toEqual([
      '2026-11-24T02:15:00.000Z', '2026-11-23T16:00:00.000Z', '2026-11-24T02:15:00.000Z', '2026-11-24T02:15:00.000Z', undefined, '2026-11-23T16:00:00.000Z']);
  });
});
