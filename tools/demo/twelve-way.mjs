import { yuan } from './fact-sentences.mjs';
import { balancedResultOf, faultsAgainstBooks } from './judge-books.mjs';
import { cardNumber } from './stage.mjs';

const BANKS = {
  first: { code: '999010000003', bin: '999003' }, taishan: { code: '999010000001', bin: '999001' }, river: { code: '999010000002', bin: '999002' },
  mirror: { code: '999010000008', bin: '999008' }, pay: { code: '999020000001', bin: '999201' }, liar: { code: '999010000009', bin: '999009' }, silent: { code: '999010000010', bin: '999010' },
};
const FIRST_ANSWERS_AFTER_MS = 20_000;
const CLERK_AFTER_MS = 15_000;
const OTHER_VICTIM_FEN = 2_000_000;
const LOST_FEN = 60_000_000;
const ENDED = new Set(['done', 'partly_done', 'refused', 'withdrawn']);

/** The twelve accounts (amounts in fen) and what becomes of the money in each. Parts of `next` are accounts of the third layer; `cash` is taken out. */
const SPLIT = [
  { name: 'stopped', bank: 'taishan', fen: 8_000_000 },
  { name: 'movedAgain', bank: 'taishan', fen: 6_000_000, next: [{ name: 'deepRiver', bank: 'river', fen: 4_000_000 }, { name: 'deepPay', bank: 'pay', fen: 2_000_000 }] },
  { name: 'stoppedToo', bank: 'taishan', fen: 5_000_000 },
  { name: 'shared', bank: 'river', fen: 7_000_000, temperament: { kind: 'by_hand', delayMs: 0, answerAfterMs: null } },
  { name: 'cashedOut', bank: 'river', fen: 4_000_000, cash: 4_000_000 },
  { name: 'partial', bank: 'river', fen: 3_000_000, cash: 1_000_000 },
  { name: 'calledBackThrice', bank: 'mirror', fen: 5_000_000, temperament: { kind: 'duplicate_callbacks', delayMs: 50, copies: 3 } },
  { name: 'movedWhole', bank: 'mirror', fen: 4_000_000, next: [{ name: 'deepPartial', bank: 'taishan', fen: 4_000_000, cash: 1_500_000 }] },
  { name: 'wallet', bank: 'pay', fen: 4_000_000 },
  { name: 'noTrail', bank: 'pay', fen: 3_000_000, answerCode: '0400' },
  { name: 'lying', bank: 'liar', fen: 6_000_000, temperament: { kind: 'lying', delayMs: 0, seed: 1, lies: ['unsigned'] } },
  { name: 'silent', bank: 'silent', fen: 5_000_000, temperament: { kind: 'silent' } },
];

/** One loss over twelve accounts; whatever the banks do, every fen of both victims ends in exactly one place. */
export const twelveWay = {
  name: 'twelve-way',
  title: { zh: '十二路：一笔六十万，两分钟内分到 6 家机构的 12 个账户，追到第三层', en: 'Twelve ways: ¥600,000 split over 12 accounts at 6 institutions within two minutes, chased to the third layer' },
  opening: [
    { zh: '受害人转出 60 万元；钱在两分钟内分到 12 个账户，其中两个又转往下一层，有的已被取现。', en: 'The victim pays ¥600,000; within two minutes it lies on 12 accounts, two of which have passed it on again; some is cash by now.' },
    { zh: '一家银行的“已止付”没有签名，一家从不反馈；另一县的受害人也往其中一个账户转了 2 万元。', en: 'One bank says "stopped" without a signature, one never answers; a victim of another county has paid ¥20,000 into one of the accounts.' },
  ],
  login: 'liangshan-op',
  otherLogin: 'boxing-op',
  commanders: { city: 'jining-cmd', province: 'sd-cmd' },
  lostFen: LOST_FEN,
  longestStoryMs: 10 * 60_000,

  async cast(stage) {
    if (!stage.isScripted) throw new Error('本剧本须能布置银行，请加 --simulator-url · this story sets the banks up: give --simulator-url (or no --url at all)');
    const refs = new Map();
    const everyone = SPLIT.flatMap((account) => [account, ...(account.next ?? [])]);
    for (const { name, bank } of everyone) refs.set(name, { institutionCode: BANKS[bank].code, number: cardNumber(BANKS[bank].bin) });
    const first = { institutionCode: BANKS.first.code, number: cardNumber(BANKS.first.bin) };
    const leavers = everyone.filter(({ next, cash }) => next || cash);
    await stage.script({
      accounts: [
        { ...first, temperament: { kind: 'callback', delayMs: stage.delayMs(FIRST_ANSWERS_AFTER_MS) } },
        ...everyone.map(({ name, temperament, answerCode }) => ({ ...refs.get(name), temperament: temperament ?? { kind: 'fast', delayMs: 20 }, ...(answerCode && { answerCode }) })),
      ],
      routes: [
        { from: first, legs: SPLIT.map(({ name, fen }) => ({ to: refs.get(name), amountFen: fen })) },
        ...leavers.map(({ name, next = [], cash }) => ({ from: refs.get(name), legs: [...next.map((leg) => ({ to: refs.get(leg.name), amountFen: leg.fen })), ...(cash ? [{ to: null, amountFen: cash }] : [])] })),
      ],
      payments: [{ to: first, amountFen: LOST_FEN }, { to: refs.get('shared'), amountFen: OTHER_VICTIM_FEN }],
    });
    return { account: first.number, shared: refs.get('shared'), stage, seen: {} };
  },

  report: ({ account }) => ({
    victimName: '示例受害人丙', scheme: '虚假投资', narrative: '对方以虚假投资平台诱导转账。', transfers: [{ accountNumber: account, amountFen: LOST_FEN }],
  }),

  /** The other desk takes its call while the shared account's bank is still at work; then that bank's clerk answers for the whole account. */
  onFact(fact, { cast, as, at, storyMs }) {
    const { seen, shared, stage } = cast;
    if (fact.type === 'instruction.planned' && fact.data.accountNumber === shared.number) seen.sharedInstructionId = fact.data.instructionId;
    if (fact.type !== 'instruction.accepted' || fact.data.instructionId !== seen.sharedInstructionId) return;
    at(storyMs(fact.at), async () => {
      const desk = await as(this.otherLogin);
      const { incident } = await desk.post('/api/v1/incidents', {
        victimName: '示例受害人丁', scheme: '虚假投资', transfers: [{ accountNumber: shared.number, amountFen: OTHER_VICTIM_FEN }],
      });
      seen.otherIncidentId = incident.id;
    });
    at(storyMs(fact.at) + CLERK_AFTER_MS, () => stage.clerk(shared.institutionCode, {
      instructionId: seen.sharedInstructionId, code: '0000', text: '账户余额全部止付', controlledFen: 7_000_000 + OTHER_VICTIM_FEN,
    }));
  },

  /** Both incidents as their desks see them; the first one alone until the other has been reported. */
  async views({ cast, incidentId, as }) {
    const own = await (await as(this.login)).get(`/api/v1/incidents/${incidentId}`);
    const other = cast.seen.otherIncidentId && await (await as(this.otherLogin)).get(`/api/v1/incidents/${cast.seen.otherIncidentId}`);
    return other ? [own, other] : [own];
  },

  /** Nothing more will happen by itself: every instruction has ended or, sent long ago, is a person's task; the other desk's incident is settled. */
  isOver(views) {
    const isQuiet = ({ instructions, transfers }) =>
      instructions.every(({ state, needsHuman }) => ENDED.has(state) || (state !== 'sending' && needsHuman)) &&
      transfers.every(({ instructionIds, cover, awaitsDecision }) => instructionIds.length > 0 || cover !== null || awaitsDecision);
    return views.length === 2 && views.every(isQuiet) && views[1].state === 'settled';
  },

  resultOf: (views) => balancedResultOf('twelve-way', views),

  async judge(views, result, { stage, shared }) {
    const faults = faultsAgainstBooks(views, result, await stage.books());
    const must = (holds, zh, en) => holds || faults.push(`${zh} · ${en}`);
    const [own, other] = views;
    const split = own.transfers.filter(({ layer }) => layer === 2);
    must(result.lostFen === LOST_FEN + OTHER_VICTIM_FEN, `被骗金额应为 ${yuan(LOST_FEN + OTHER_VICTIM_FEN)}，实为 ${yuan(result.lostFen)}`, 'wrong loss');
    must(split.length === 12 && new Set(split.map(({ institutionCode }) => institutionCode)).size === 6, `第二层应为 6 家机构的 12 个账户，实为 ${split.length}`, 'not 12 accounts at 6 institutions');
    must(result.layers === 3, `层级应为 3，实为 ${result.layers}`, 'wrong number of layers');
    must(result.uncertain === 2, `不明指令应为 2，实为 ${result.uncertain}`, 'the lying and the silent bank must stay uncertain');
    must(other?.instructions.length === 0 && other.transfers[0].cover?.incidentNumber === own.number, '另一受害人未并入已有止付', 'the second victim did not join the stop that is there');
    must(own.instructions.filter(({ accountNumber }) => accountNumber === shared.number).length === 1, '共用账户收到多于一条指令', 'the shared account got more than one instruction');
    return faults;
  },
};
