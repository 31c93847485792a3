import type { Words } from './words';

export const wordsEn: Words = {
  state: { planned: 'To be sent', sending: 'Sent', waiting: 'Bank has it', uncertain: 'Unknown', undelivered: 'Not delivered', queued: 'In queue, not in force', done: 'Stopped', partly_done: 'Partly stopped', refused: 'Refused', withdrawn: 'Withdrawn' },
  kind: { stop: 'stop', extend: 'extension', release: 'release', freeze: 'freeze', extend_freeze: 'freeze extension', unfreeze: 'unfreeze', query_flow: 'flow query', query_holder: 'holder query', watch: 'watch', unwatch: 'unwatch', protect: 'protective stop', unprotect: 'end of protective stop' },
  refusal: {
    moved_on: 'moved on', cashed_out: 'cashed out', mismatch: 'mismatch', account_not_found: 'no such account', not_our_account: 'not its account', transaction_not_found: 'no such transaction',
    already_stopped: 'already stopped', stop_limit_reached: 'stops used up', white_listed: 'white-listed', papers_missing: 'papers missing', not_original_organ: 'only the original organ', not_supported: 'not supported', other: 'other',
  },
  silence: { timeout: 'no answer in time', connection_lost: 'connection lost', garbled: 'unreadable answer', unknown_code: 'unknown code', server_error: 'bank system error', answer_too_large: 'answer too large', signature_invalid: 'bad signature', worker_lost: 'sender died' },
  nonDelivery: { connection_refused: 'connection refused', host_unknown: 'host unknown', tls_failed: 'TLS failed', circuit_open: 'sending paused', rate_limited: 'rate limited', not_sealed: 'no seal key, not sent', not_authorised: 'not authorised', not_supported: 'not possible there, telephone it', never_received: 'bank never received it' },
  escalation: {
    bank_silent: 'bank is silent', uncertain: 'result unknown', undelivered: 'not delivered', clock_pressing: 'six minutes gone', clock_overdue: 'nine minutes gone', amount: 'large amount',
    institution_unknown: 'institution unknown', contradiction: 'bank contradicts itself', flow_cut_off: 'trail cut off', second_stop: 'last stop: decide', stop_limit: 'no stop left', unsecured: 'the shared stop does not cover this loss', hold_ending: 'a hold ends soon', approval_waits: 'approval is overdue', approval_refused: 'approval refused: decide', original_organ: 'the original organ must do it', override_contradicted: 'the bank contradicts a correction', hold_lapsed: 'a hold ran out: money is free', protection_ending: "protection of the victim's card ends soon", return_unpaid: 'a freeze ran out before a decided return was paid: ask the bank',
  },
  level: { county: 'county', city: 'city', province: 'province' },
  clock: { clock_to_stop: 'nine-minute stop', report_to_entry: 'thirty-minute entry' },
  cutOff: { layers: 'too many layers', fan_out: 'too many branches', least_amount: 'amount too small', cycle: 'came back' },
  source: { report: 'report', operator: 'operator', answer: "bank's answer", bank_clerk: 'bank clerk' },
  role: { operator: 'Operator', commander: 'Commander', bank_clerk: 'Bank clerk' },
  consentMeans: { phone: 'by telephone', in_person: 'in person' },
};
