import {
  accountForMoney, applyOverride, answerAsKind, applyResult, HAND_OVER_LAW, HOLD_LAW, holdFrom, INSTRUCTION_LAW, permitHandOver, newMovements, permitMeasure, permitOffer, permitStop, PROTECTION_LAW, protectionFrom, ruleOnProtection, rightAfter, ruleOnHold, secures, spendsStop, type InstructionLaw,
} from '#domain';
import { checkDisorderlyWorld } from './law/disorderly-world';
import { checkEveryFenOnce } from './law/every-fen-once';
import { checkFreezeAfterFiling } from './law/freeze-after-filing';
import { checkQueuedFreeze } from './law/queued-freeze';
import { checkRightOfAHold, type RightRules } from './law/right-of-a-hold';
import { checkOverriddenHolds } from './law/overridden-holds';
import { checkProtectionApart, type ProtectionRules } from './law/protection-apart';
import { checkNoEndUnderAReturn } from './law/no-end-under-a-return';
import { checkToldFlow } from './law/told-flow';
import { checkHoldCountsFromTheBank, checkStopsOfAnAccount, type HoldFrom } from './law/stops-of-an-account';

/** The same worlds every time, so that a planted error is found by certainty and not by luck. */
const SEED = 20_160_311;
const RIGHT: RightRules = { right: rightAfter, permitOffer, permitHandOver, law: HAND_OVER_LAW, handedHold: (hold, rightOrganCode) => ({ ...hold, rightOrganCode }) };
const PROTECTION: ProtectionRules = { place: protectionFrom, asKind: answerAsKind, rule: ruleOnProtection };
const lawWith = (state: keyof InstructionLaw, change: Partial<InstructionLaw[typeof state]>): InstructionLaw => ({ ...INSTRUCTION_LAW, [state]: { ...INSTRUCTION_LAW[state], ...change } });

/** Tests of the tests: each planted error must be found by the very harness that the real rules pass. */
describe('the harnesses', () => {
  it('pass on the real rules', () => {
    checkDisorderlyWorld({ law: INSTRUCTION_LAW, apply: applyResult }, SEED);
    checkEveryFenOnce(accountForMoney, SEED);
    checkHoldCountsFromTheBank(holdFrom, SEED);
    checkStopsOfAnAccount(permitStop, SEED);
    checkFreezeAfterFiling(permitMeasure, SEED);
    checkQueuedFreeze({ law: HOLD_LAW, secured: secures }, SEED);
    checkRightOfAHold(RIGHT, SEED);
    checkOverriddenHolds({ rule: ruleOnHold, spends: spendsStop, keeps: secures }, SEED);
    checkProtectionApart(PROTECTION, SEED);
  });

  it.each<[string, Partial<ProtectionRules>]>([
    ['spends one of the two stops', { place: (...given) => { const hold = protectionFrom(...given); return hold && { ...hold, kind: 'stop' }; } }],
    ['is counted as controlled', { asKind: (_kind, answer) => ({ ...answer, onward: [], cashedOutFen: 0 }) as typeof answer, place: (id, instruction, answer, policy) => { const hold = protectionFrom(id, instruction, answer, policy); return hold && answer.kind === 'done' ? { ...hold, controlledFen: answer.controlledFen } : hold; } }],
    ['sends the chase after the victim\'s own payments', { asKind: (_kind, answer) => answer }],
    ['comes back after its end', { rule: (state, event) => ruleOnProtection(state, event, { ...PROTECTION_LAW, lapsed: { lapsed: { to: 'in_force' }, released: 'repeated' } }) }],
    ['can be frozen', { place: (...given) => { const hold = protectionFrom(...given); return hold && { ...hold, kind: 'freeze' }; } }],
  ])('find a protective stop that %s', (_what, wrong) => {
    expect(() => checkProtectionApart({ ...PROTECTION, ...wrong }, SEED)).toThrow(/Property failed/);
    checkNoEndUnderAReturn(permitMeasure, SEED);
    checkToldFlow(newMovements, SEED);
  });

  it('find 48 hours counted from our request instead of the bank\'s moment', () => {
    const fromTheRequest: HoldFrom = (id, instruction, answer, policy) => {
      const hold = holdFrom(id, instruction, answer, policy);
      return hold && { ...hold, until: new Date(instruction.sentAt.getTime() + policy.stopLastsHours * 3_600_000).toISOString() };
    };
    expect(() => checkHoldCountsFromTheBank(fromTheRequest, SEED)).toThrow(/Property failed/);
  });

  it.each([
    ['after a silence', lawWith('sending', { silent: { to: 'planned' } })],
    ['while it is uncertain', lawWith('uncertain', { silent: { to: 'planned' } })],
    ['because a question could not be delivered', lawWith('uncertain', { not_delivered: { to: 'planned' } })],
    ['by a claim of what is uncertain', lawWith('uncertain', { claimed: { to: 'sending' } })],
  ])('find a blind resend %s', (_when, law) => {
    expect(() => checkDisorderlyWorld({ law, apply: applyResult }, SEED)).toThrow(/Property failed/);
  });

  it('find a late "done" on a withdrawn instruction that is ignored', () => {
    expect(() => checkDisorderlyWorld({ law: lawWith('withdrawn', { done: 'repeated', partly_done: 'repeated' }), apply: applyResult }, SEED)).toThrow(/Property failed/);
    expect(() => checkDisorderlyWorld({ law: lawWith('withdrawn', { done: { to: 'withdrawn' } }), apply: applyResult }, SEED)).toThrow(/Property failed/);
    const swallow: typeof applyResult = (life, end, ...rest) => (life.state === 'withdrawn' && end.result.kind === 'answered'
      ? { life, event: end.result.answer.kind, moved: false, contradicts: false, repeated: true } : applyResult(life, end, ...rest));
    expect(() => checkDisorderlyWorld({ law: INSTRUCTION_LAW, apply: swallow }, SEED)).toThrow(/Property failed/);
  });

  it('find a late "done" on a withdrawn instruction that nobody is told of', () => {
    expect(() => checkDisorderlyWorld({ law: lawWith('withdrawn', { done: { to: 'done' } }), apply: applyResult }, SEED)).toThrow(/Property failed/);
  });

  it('find a fen counted in two layers, and a hold that secures two transfers', () => {
    const everyLayer: typeof accountForMoney = (transfers, controlled) => {
      const money = accountForMoney(transfers, controlled);
      return { ...money, controlledFen: transfers.reduce((total, one) => total + Math.min(one.amountFen, controlled.get(one.account) ?? 0), 0) };
    };
    expect(() => checkEveryFenOnce(everyLayer, SEED)).toThrow(/Property failed/);
    // The sum is right here, so that only "never more than is held" can find it.
    const balancedButTwice: typeof accountForMoney = (transfers, controlled) => {
      const money = accountForMoney(transfers, controlled);
      const claimed = Math.min(money.untracedFen, money.controlledFen);
      return { ...money, controlledFen: money.controlledFen + claimed, untracedFen: money.untracedFen - claimed };
    };
    expect(() => checkEveryFenOnce(balancedButTwice, SEED)).toThrow(/Property failed/);
  });

  it('find a freeze before filing, with a blank case number, without its approver, and below the county', () => {
    const plant = (change: (asked: Parameters<typeof permitMeasure>[1]) => Partial<Parameters<typeof permitMeasure>[1]>): typeof permitMeasure =>
      (hold, asked, ...rest) => permitMeasure(hold, { ...asked, ...change(asked) }, ...rest);
    const beforeFiling = plant(() => ({ caseNumber: 'A1' }));
    const blankWillDo = plant(({ caseNumber }) => ({ caseNumber: caseNumber === null ? null : 'A1' }));
    const renewalUnchecked = plant(({ kind }) => (kind === 'extend_freeze' ? { caseNumber: 'A1' } : {}));
    const nobodyApproved = plant(() => ({ approverName: '赵局' }));
    const anyLevel = plant(({ approverLevel }) => ({ approverLevel: approverLevel && 'county' }));
    for (const broken of [beforeFiling, blankWillDo, renewalUnchecked, nobodyApproved, anyLevel]) expect(() => checkFreezeAfterFiling(broken, SEED)).toThrow(/Property failed/);
  });

  it.each<[string, Partial<RightRules>]>([
    ['an offer that moves the right by itself', { right: (offer) => (offer.state === 'offered' || offer.state === 'accepted' ? offer.toOrganCode : offer.fromOrganCode) }],
    ['an acceptance that leaves the right where it was', { right: (offer) => offer.fromOrganCode }],
    ['a hand-over that resets the stop count', { handedHold: (hold, rightOrganCode) => ({ ...hold, rightOrganCode, stopsUsed: 1, extensions: 0 }) }],
    ['a second offer while one is open', { permitOffer: (hold, asked, nowMs) => permitOffer({ ...hold, offerOpen: false }, asked, nowMs) }],
    ['an offer accepted by the one who made it', { permitHandOver: (offer, hold, asked, nowMs) => permitHandOver(offer, hold, { ...asked, byOrganCode: asked.event === 'accept' ? offer.toOrganCode : asked.byOrganCode }, nowMs) }],
    ['a withdrawal that hands over', { law: { ...HAND_OVER_LAW, offered: { ...HAND_OVER_LAW.offered, withdraw: 'accepted' } } }],
  ])('find %s', (_what, planted) => {
    expect(() => checkRightOfAHold({ ...RIGHT, ...planted }, SEED)).toThrow(/Property failed/);
  });

  it('find a returned fen counted as controlled too', () => {
    // The bank paid and the hold was not made smaller.
    const stillHeld: typeof accountForMoney = (transfers, controlled, returned = new Map()) => accountForMoney(transfers, new Map([...controlled].map(([account, fen]) => [account, fen + (returned.get(account) ?? 0)])), returned);
    expect(() => checkEveryFenOnce(stillHeld, SEED)).toThrow(/Property failed/);
    const inBoth: typeof accountForMoney = (transfers, controlled, returned) => {
      const money = accountForMoney(transfers, controlled, returned);
      return { ...money, controlledFen: money.controlledFen + money.returnedFen };
    };
    expect(() => checkEveryFenOnce(inBoth, SEED)).toThrow(/Property failed/);
    // A recalculation that forgets the payment: the sum is right, the money is somewhere else.
    const forgotten: typeof accountForMoney = (transfers, controlled) => accountForMoney(transfers, controlled);
    expect(() => checkEveryFenOnce(forgotten, SEED)).toThrow(/Property failed/);
  });

  it('find a queued freeze counted as frozen money, one that comes into force by any other word, and one that never does', () => {
    const counted: typeof secures = (state) => state === 'queued' || secures(state);
    const queued = (change: Partial<(typeof HOLD_LAW)['queued']>): typeof HOLD_LAW => ({ ...HOLD_LAW, queued: { ...HOLD_LAW.queued, ...change } });
    expect(() => checkQueuedFreeze({ law: HOLD_LAW, secured: counted }, SEED)).toThrow(/Property failed/);
    expect(() => checkQueuedFreeze({ law: queued({ queue_moved: { to: 'in_force' } }), secured: secures }, SEED)).toThrow(/Property failed/);
    expect(() => checkQueuedFreeze({ law: queued({ lapsed: { to: 'in_force' } }), secured: secures }, SEED)).toThrow(/Property failed/);
    expect(() => checkQueuedFreeze({ law: HOLD_LAW, secured: () => false }, SEED)).toThrow(/Property failed/);
    expect(() => checkQueuedFreeze({ law: queued({ took_effect: 'repeated' }), secured: secures }, SEED)).toThrow();
  });

  it('find a person\'s word that the bank\'s old answer flips back, that leaves the bank being asked, and that is given to what never went out', () => {
    const flipsBack: typeof applyResult = (life, ...rest) => ({ ...applyResult({ ...life, overridden: false }, ...rest) });
    expect(() => checkDisorderlyWorld({ law: INSTRUCTION_LAW, apply: flipsBack }, SEED)).toThrow(/Property failed/);
    const swallowed: typeof applyResult = (life, ...rest) => (life.overridden ? { ...applyResult(life, ...rest), life, contradicts: false, repeated: true } : applyResult(life, ...rest));
    expect(() => checkDisorderlyWorld({ law: INSTRUCTION_LAW, apply: swallowed }, SEED)).toThrow(/Property failed/);
    const asksOn: typeof applyOverride = (life, ...rest) => ({ ...applyOverride(life, ...rest), dueAt: life.dueAt ?? life.plannedAt });
    expect(() => checkDisorderlyWorld({ law: INSTRUCTION_LAW, apply: applyResult, override: asksOn }, SEED)).toThrow(/Property failed/);
    expect(() => checkDisorderlyWorld({ law: lawWith('planned', { overridden_done: { to: 'done' } }), apply: applyResult }, SEED)).toThrow(/Property failed/);
  });

  it('find an annulled hold that is counted as one of the two stops, one that still keeps money, and a true one that is not counted', () => {
    const rules = { rule: ruleOnHold, spends: spendsStop, keeps: secures };
    expect(() => checkOverriddenHolds({ ...rules, spends: () => true }, SEED)).toThrow(/Property failed/);
    expect(() => checkOverriddenHolds({ ...rules, keeps: (state) => state === 'in_force' || state === 'annulled' }, SEED)).toThrow(/Property failed/);
    expect(() => checkOverriddenHolds({ ...rules, rule: (state, event) => (event === 'annulled' ? 'repeated' : ruleOnHold(state, event)) }, SEED)).toThrow(/Property failed/);
    expect(() => checkOverriddenHolds({ ...rules, spends: secures }, SEED)).toThrow(/Property failed/);
  });

  it('find an end of a freeze under a decided return', () => {
    const nobodyLooked: typeof permitMeasure = (hold, ...rest) => permitMeasure({ ...hold, returnDecidedFen: 0 }, ...rest);
    expect(() => checkNoEndUnderAReturn(nobodyLooked, SEED)).toThrow(/Property failed/);
  });

  it('find a movement told by query and by statement that counts twice, a list told again, and one of two look-alikes that is missing', () => {
    // A statement names the bank's own serial, a query the clearing's: who compares serials only takes them for two.
    const bySerialOnly: typeof newMovements = (known, told) => newMovements(known.filter((one) => one.clearingSerial !== null), told.map((one) => one)).filter((i) => !known.some((one) => one.bankSerial != null && one.bankSerial === told[i]?.bankSerial));
    const everyTelling: typeof newMovements = (_known, told) => [...told.keys()];
    const lookAlikesAreOne: typeof newMovements = (known, told) => newMovements(known, told).filter((i, _at, fresh) => !fresh.some((j) => j < i && told[j]?.to === told[i]?.to && told[j]?.amountFen === told[i]?.amountFen && told[j]?.at === told[i]?.at));
    for (const broken of [bySerialOnly, everyTelling, lookAlikesAreOne]) expect(() => checkToldFlow(broken, SEED)).toThrow(/Property failed/);
  });

  it('find the second stop spent twice, spent without a person, and spent beside the first', () => {
    const oneTooMany: typeof permitStop = (account, policy) => permitStop(account, { ...policy, stopsPerAccountMax: policy.stopsPerAccountMax + 1 });
    const nobodyAsked: typeof permitStop = (account, policy) => permitStop({ ...account, secondStopAllowed: true }, policy);
    const besideTheFirst: typeof permitStop = (account, policy) => permitStop({ ...account, coveringInstructionId: null }, policy);
    const waitsWithTheFirst: typeof permitStop = (account, policy) => permitStop({ ...account, coverAwaitsApproval: false }, policy);
    for (const broken of [oneTooMany, nobodyAsked, besideTheFirst, waitsWithTheFirst]) expect(() => checkStopsOfAnAccount(broken, SEED)).toThrow(/Property failed/);
  });
});
