import { cardNumber } from './stage.mjs';

const FIRST = { code: '999010000003', bin: '999003' };
const SECOND = { code: '999010000002', bin: '999002' };
const MAGIC = { bin: '999001', ending: '0003' };
const LOST_FEN = 147_500_000;
const FIRST_ANSWERS_AFTER_MS = 45_000;
const SECOND_ANSWERS_AFTER_MS = 50_000;

/** 11 May 2016: a company's accountant pays ¥1,475,000 to a false boss; all of it was stopped at the second layer. */
export const boxing = {
  name: 'boxing',
  title: { zh: '博兴：冒充老板，147.5 万元，已转往二级账户，在第二层全额止付', en: 'Boxing: a false boss, ¥1,475,000, moved on already, stopped in full at the second layer' },
  opening: [
    { zh: '某公司会计接到“老板”的转款要求，转出 147.5 万元；核实时钱已离开第一个账户。', en: 'A company\'s accountant pays ¥1,475,000 on the "boss\'s" order; when he checks, the money has left the first account.' },
    { zh: '博兴县公安局录入第一个账户；其余由系统随银行反馈逐层追踪。', en: 'The desk in Boxing enters the first account; the rest is followed as the banks answer.' },
  ],
  login: 'boxing-op',
  commanders: { city: 'binzhou-cmd', province: 'sd-cmd' },
  lostFen: LOST_FEN,
  layers: 2,
  longestStoryMs: 4 * 60_000,

  async cast(stage) {
    if (!stage.isScripted) return { account: cardNumber(MAGIC.bin, MAGIC.ending) };
    const first = { institutionCode: FIRST.code, number: cardNumber(FIRST.bin) };
    const second = { institutionCode: SECOND.code, number: cardNumber(SECOND.bin) };
    const callback = (storyMs) => ({ kind: 'callback', delayMs: stage.delayMs(storyMs) });
    await stage.script({
      accounts: [
        { ...first, holderName: '贾公司', temperament: callback(FIRST_ANSWERS_AFTER_MS) },
        { ...second, holderName: '甄二手', temperament: callback(SECOND_ANSWERS_AFTER_MS) },
      ],
      routes: [{ from: first, legs: [{ to: second }] }],
      payments: [{ to: first, amountFen: LOST_FEN }],
    });
    return { account: first.number };
  },

  report: ({ account }) => ({
    victimName: '示例公司会计乙', scheme: '冒充老板', narrative: '对方冒充公司老板，要求会计立即转款。',
    transfers: [{ accountNumber: account, amountFen: LOST_FEN }],
  }),

  faultsAtTheEnd({ view }) {
    const layerOf = new Map(view.transfers.map(({ transferId, layer }) => [transferId, layer]));
    const early = view.holds.filter(({ transferId }) => layerOf.get(transferId) !== 2);
    return early.length === 0 ? [] : ['并非全部在第二层止付 · not all of it was stopped at layer 2'];
  },
};
