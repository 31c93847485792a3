import { strictEqual as is, deepStrictEqual as same } from 'node:assert';
import type { SilenceCause } from '#domain';
import { newAttempt, newStop, type ContractCase } from '../contract-rig';
import { DONE_FAULTS, type DoneFault } from '../institution-stage';

const CAUSE_OF: Readonly<Record<DoneFault, SilenceCause>> = {
  unsigned: 'signature_invalid', wrongly_signed: 'signature_invalid', changed_after_signing: 'signature_invalid',
  signed_for_another_request: 'signature_invalid', signed_long_ago: 'signature_invalid', unknown_code: 'unknown_code',
  about_another_instruction: 'garbled', without_amount: 'garbled', amount_as_text: 'garbled', fraction_of_a_fen: 'garbled', negative_amount: 'garbled',
  without_moment: 'garbled', moment_without_zone: 'garbled', moment_in_the_future: 'garbled', bad_onward: 'garbled',
};

/** "Done" is believed only when everything about it is right. */
export const belief: readonly ContractCase[] = [
  ...DONE_FAULTS.map((fault): ContractCase => ({
    name: `"done" is not believed: ${fault.replaceAll('_', ' ')}`,
    async check({ adapter, stage }) {
      stage.behave({ kind: 'done_but', fault });
      for (const purpose of ['send', 'query'] as const) {
        const { result } = await adapter[purpose](newStop(stage.endpoint), stage.endpoint, newAttempt());
        same(result, { kind: 'silent', cause: CAUSE_OF[fault] });
      }
    },
  })),
  {
    name: '"never received" counts only as the answer to a query',
    async check({ adapter, stage }) {
      stage.behave({ kind: 'never_received' });
      const asked = await adapter.query(newStop(stage.endpoint), stage.endpoint, newAttempt());
      same(asked.result, { kind: 'answered', answer: { kind: 'never_received' } });
      const sent = await adapter.send(newStop(stage.endpoint), stage.endpoint, newAttempt());
      is(sent.result.kind, 'silent');
    },
  },
  {
    name: 'a vague "not found" does not make a query safe to resend',
    async check({ adapter, stage }) {
      stage.behave({ kind: 'not_found_vaguely' });
      const { result } = await adapter.query(newStop(stage.endpoint), stage.endpoint, newAttempt());
      is(result.kind, 'silent');
    },
  },
];
