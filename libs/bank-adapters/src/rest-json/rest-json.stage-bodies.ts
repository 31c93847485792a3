import { randomUUID } from 'node:crypto';
import type { OnwardTransfer, RefusalReason } from '#domain';
import type { DoneFault, SaidByInstitution } from '../contract/institution-stage';

const CODE_OF_REFUSAL: Readonly<Record<RefusalReason, string>> = {
  moved_on: 'M100', cashed_out: 'C100', mismatch: '0301', account_not_found: '0300', not_our_account: '0304', transaction_not_found: '0400', already_stopped: '1301',
  stop_limit_reached: '1304', white_listed: '0302', papers_missing: '0600', not_supported: '1000', not_original_organ: '1420', other: '0303',
};

/** An explicit answer as a bank writes it, by the book. */
export function wireAnswer(instructionId: string, answer: SaidByInstitution): Record<string, unknown> {
  if (answer.kind === 'queued') return { instructionId, code: '1305', text: '轮候登记 queued', bankAt: answer.bankAt, position: answer.position, prior: answer.prior };
  const measured = answer.kind === 'refused' ? {} : { controlledFen: answer.controlledFen, bankAt: answer.bankAt, ...(answer.until ? { until: answer.until } : {}), ...(answer.holder ? { holder: answer.holder } : {}) };
  const code = answer.kind === 'refused' ? CODE_OF_REFUSAL[answer.reason] : answer.kind === 'done' ? '0000' : '1200';
  return { instructionId, code, text: '已处理 handled', ...measured, cashedOutFen: answer.cashedOutFen, onward: answer.onward.map(wireOnward) };
}

function wireOnward({ account, amountFen, transferredAt, clearingSerial }: OnwardTransfer): object {
  return {
    institutionCode: account.institutionCode, accountNumber: account.number, accountKind: account.kind, holderName: account.holderName, amountFen, transferredAt, clearingSerial,
  };
}

/** A body that says "done", with one thing wrong about it; faults of the signature leave the body alone. */
export function doneBody(instructionId: string, fault: DoneFault): object {
  const done = wireAnswer(instructionId, { kind: 'done', controlledFen: 2_800_000, bankAt: new Date().toISOString(), onward: [], cashedOutFen: 0 });
  switch (fault) {
    case 'about_another_instruction': return { ...done, instructionId: randomUUID() };
    case 'unknown_code': return { ...done, code: '0007' };
    case 'without_amount': return { ...done, controlledFen: undefined };
    case 'amount_as_text': return { ...done, controlledFen: '2800000' };
    case 'fraction_of_a_fen': return { ...done, controlledFen: 28_000.5 };
    case 'negative_amount': return { ...done, controlledFen: -1 };
    case 'without_moment': return { ...done, bankAt: undefined };
    case 'moment_without_zone': return { ...done, bankAt: '2016-03-08T09:20:59' };
    case 'moment_in_the_future': return { ...done, bankAt: new Date(Date.now() + 3_600_000).toISOString() };
    case 'bad_onward': return { ...done, onward: [{ accountNumber: '9990010000000124', amountFen: 'all' }] };
    default: return done;
  }
}
