import { readAccountNumber } from '../accounts.mjs';

/**
 * Joins what three parties saw of the measured reports into durations in milliseconds. Everything is counted from the moment at which a
 * report was due. The first layer counts for "to the bank", every account that was stopped for "to the push".
 * @param {{ reports: object[], pushes: object[], ledger: object[], heard?: Map<string, number[]> }} seen reports and pushes of the generator, messages of
 *   the stub bank, and when each of many consoles heard of an instruction
 * @returns {Record<'lag'|'committed'|'toBank'|'toPush'|'committedToBank'|'bank'|'bankToPush'|'hop'|'toSockets', number[]>}
 */
export function joinMoments({ reports, pushes, ledger, heard: byConsoles = new Map() }) {
  const out = { lag: [], committed: [], toBank: [], toPush: [], committedToBank: [], bank: [], bankToPush: [], hop: [], toSockets: [] };
  const measured = reports.filter((report) => report.measured && report.sentAt !== null);
  for (const { dueAt, sentAt } of measured) out.lag.push(sentAt - dueAt);
  const accepted = new Map(measured.filter((report) => report.incidentId).map((report) => [report.serial, report]));
  const trails = new Map();
  for (const message of ledger) {
    const account = readAccountNumber(message.accountNumber);
    const report = account && accepted.get(account.serial);
    if (!report) continue;
    const key = `${account.serial}/${account.transfer}`;
    if (!trails.has(key)) trails.set(key, []);
    trails.get(key).push({ ...message, layersLeft: account.layersLeft, report });
  }
  const byInstruction = new Map();
  for (const trail of trails.values()) {
    trail.sort((a, b) => b.layersLeft - a.layersLeft || a.receivedAt - b.receivedAt);
    const [first] = trail;
    out.toBank.push(first.receivedAt - first.report.dueAt);
    out.committedToBank.push(first.receivedAt - first.report.answeredAt);
    for (const [i, message] of trail.entries()) {
      out.bank.push(message.answeredAt - message.receivedAt);
      if (i > 0) out.hop.push(message.receivedAt - trail[i - 1].answeredAt);
      byInstruction.set(message.instructionId, message);
    }
  }
  for (const report of accepted.values()) out.committed.push(report.answeredAt - report.dueAt);
  const heard = new Set();
  for (const { instructionId, at } of pushes) {
    const message = byInstruction.get(instructionId);
    if (!message || heard.has(instructionId)) continue;
    heard.add(instructionId);
    out.toPush.push(at - message.report.dueAt);
    out.bankToPush.push(at - message.answeredAt);
  }
  for (const [instructionId, times] of byConsoles) {
    const message = byInstruction.get(instructionId);
    if (message) for (const at of times) out.toSockets.push(at - message.answeredAt);
  }
  return out;
}
