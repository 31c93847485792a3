import { cardNumber } from './stage.mjs';

const BANK = { code: '999010000005', bin: '999005' };
const LOST_FEN = 2_800_000;
/** The clerk answers in the ninth minute, as in the case that this story is told after. */
const CLERK_AFTER_MS = (8 * 60 + 50) * 1_000;
const HOLDER = '甄可疑';

/** 8 March 2016: ¥28,000 to a false shop service; from entry to stop nine minutes. */
export const liangshan = {
  name: 'liangshan',
  title: { zh: '梁山：假冒网购客服，2.8 万元，银行人工办理，九分钟止付', en: 'Liangshan: a false shop service, ¥28,000, a bank that works by hand, stopped in nine minutes' },
  opening: [
    { zh: '受害人接到“购物网站客服”电话，称订单异常须退款，按提示转出 2.8 万元，随后拨打 110。', en: 'The "customer service" of a shop calls about a refund; the victim pays ¥28,000, then dials 110.' },
    { zh: '梁山县公安局值班员只问到收款账号和金额，立即录入。', en: 'The desk in Liangshan knows an account number and an amount, and enters them at once.' },
  ],
  login: 'liangshan-op',
  commanders: { city: 'jining-cmd', province: 'sd-cmd' },
  lostFen: LOST_FEN,
  layers: 1,
  longestStoryMs: 10 * 60_000,

  async cast(stage) {
    const account = cardNumber(BANK.bin);
    if (!stage.isScripted) return { account, clerk: 'shiqiao-clerk' };
    await stage.script({
      accounts: [{
        institutionCode: BANK.code, number: account, holderName: HOLDER, balanceFen: LOST_FEN,
        temperament: { kind: 'by_hand', delayMs: 0, answerAfterMs: stage.delayMs(CLERK_AFTER_MS) },
      }],
    });
    return { account };
  },

  report: ({ account }) => ({
    victimName: '示例受害人甲', scheme: '冒充电商客服', narrative: '对方自称购物网站客服，以退款为由诱导转账。',
    transfers: [{ accountNumber: account, amountFen: LOST_FEN, holderName: HOLDER }],
  }),

  /** Where the bank is not told by the simulator, its clerk answers at the workbench, an ordinary client as well. */
  onFact(fact, { cast, incidentId, at, as }) {
    if (fact.type !== 'instruction.accepted' || !cast.clerk) return;
    at(CLERK_AFTER_MS, async () => {
      const clerk = await as(cast.clerk);
      await clerk.post(`/api/v1/incidents/${incidentId}/instructions/${fact.data.instructionId}/answers`, {
        outcome: 'done', controlledFen: LOST_FEN, note: '电话核实后人工止付 stopped by hand after a call',
      });
    });
  },

  faultsAtTheEnd({ clockToStopStoryMs }) {
    if (clockToStopStoryMs >= CLERK_AFTER_MS * 0.98) return [];
    return [`银行在第 9 分钟之前已反馈 · the bank answered before minute 9 (${Math.round(clockToStopStoryMs / 1_000)} s)`];
  },
};
