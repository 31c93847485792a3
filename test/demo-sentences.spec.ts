import { ESCALATION_REASONS, FACT_TYPES, INSTRUCTION_KINDS, REFUSAL_REASONS } from '#domain';
import { WORDS } from '../tools/demo/fact-sentences.mjs';

/** Whoever adds a fact, a reason or a kind gives the stories a word for it. */
describe('the sentences that the stories are told in', () => {
  it.each([
    ['facts', FACT_TYPES], ['escalations', ESCALATION_REASONS], ['refusals', REFUSAL_REASONS], ['kinds', INSTRUCTION_KINDS],
  ] as const)('cover the %s, and nothing that is not one', (list, names) => expect(Object.keys(WORDS[list]).sort()).toEqual([...names].sort()));
});
