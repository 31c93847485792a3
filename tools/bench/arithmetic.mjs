/** What the bench works its figures out with, without processes: the part that a spec can hold to account. */
export { accountNumber, benchInstitutions, luhnDigit, readAccountNumber } from './accounts.mjs';
export { readBenchArguments } from './bench-arguments.mjs';
export { dueTimes } from './generator/schedule.mjs';
export { auditRun } from './measure/audit-run.mjs';
export { joinMoments } from './measure/join-moments.mjs';
export { histogramOf, merge, percentilesOf } from './measure/latencies.mjs';
export { carries, climb } from './ramp.mjs';
export { describeSummary, summarise } from './summary-table.mjs';
