const FINISHED = new Set(['done', 'partly_done', 'refused']);

/**
 * Holds three ledgers against each other: what the generator was told, what the books say, what the stub bank received.
 * @param {{ accepted: string[], instructions: {instructionId: string, incidentId: string, state: string, accountNumber: string}[],
 *   ledger: {instructionId: string, accountNumber: string, refused?: boolean}[], perIncident: number }} ledgers
 *   `perIncident` is how many instructions every report must end in (accounts x layers)
 * @returns {{ lost: number, duplicated: number, unfinished: number, strangers: number }} `lost`: accepted reports with an instruction that never
 *   reached the bank or is not in the books; `duplicated`: messages to the bank beyond the first for one account; `unfinished`: accepted
 *   reports the bank has answered but the books have not ended; `strangers`: messages nobody's books know of
 */
export function auditRun({ accepted, instructions, ledger, perIncident }) {
  const messages = new Map();
  const accounts = new Map();
  for (const message of ledger) {
    messages.set(message.instructionId, (messages.get(message.instructionId) ?? 0) + 1);
    if (!message.refused) accounts.set(message.accountNumber, (accounts.get(message.accountNumber) ?? 0) + 1);
  }
  const byIncident = new Map(accepted.map((id) => [id, []]));
  const known = new Set();
  for (const instruction of instructions) {
    known.add(instruction.instructionId);
    byIncident.get(instruction.incidentId)?.push(instruction);
  }
  let [lost, unfinished] = [0, 0];
  for (const own of byIncident.values()) {
    if (own.length < perIncident || own.some(({ instructionId }) => !messages.has(instructionId))) lost += 1;
    else if (own.some(({ state }) => !FINISHED.has(state))) unfinished += 1;
  }
  const duplicated = [...accounts.values()].reduce((sum, count) => sum + count - 1, 0);
  const strangers = [...messages.keys()].filter((id) => !known.has(id)).length;
  return { lost, duplicated, unfinished, strangers };
}
