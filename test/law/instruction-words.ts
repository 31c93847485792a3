import { REFUSAL_REASONS, type Answer, type AttemptEnd, type AttemptResult, type InstructionLife } from '#domain';

/** The short words in which tests of the instruction's law speak: moments, a life just planned, and what an institution may say. */
export const T0 = Date.parse('2026-11-23T12:00:00.000Z');
export const at = (ms: number): Date => new Date(T0 + ms);
export const planned: InstructionLife = {
  state: 'planned', needsHuman: false, dueAt: at(0), sendCount: 0, queryCount: 0, plannedAt: at(0), stateAt: at(0), sentAt: null, receivedAt: null, answeredAt: null,
  refusal: null, silenceCause: null, controlledFen: null,
};
export const claimedAt = (life: InstructionLife, ms: number): InstructionLife => ({ ...life, state: 'sending', dueAt: null, sendCount: life.sendCount + 1, stateAt: at(ms) });
const money = { onward: [], cashedOutFen: 0 };
export const done = (controlledFen = 100): Answer => ({ kind: 'done', controlledFen, bankAt: at(0).toISOString(), ...money });
export const partly = (controlledFen = 40): Answer => ({ kind: 'partly_done', controlledFen, bankAt: at(0).toISOString(), ...money });
export const queued = (position = 1): Answer => ({ kind: 'queued', position, prior: [{ authority: '某区人民法院', until: null, amountFen: null }], bankAt: at(0).toISOString() });
export const refused = (reason: (typeof REFUSAL_REASONS)[number] = 'mismatch'): Answer => ({ kind: 'refused', reason, ...money });
export const says = (answer: Answer): AttemptResult => ({ kind: 'answered', answer });
export const end = (purpose: AttemptEnd['purpose'], result: AttemptResult, fromMs: number, toMs = fromMs): AttemptEnd => ({ purpose, result, startedAt: at(fromMs), endedAt: at(toMs) });
