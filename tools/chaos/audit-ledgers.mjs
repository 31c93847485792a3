const STOPPED = new Set(['done', 'partly_done']);
const ENDED = new Set(['done', 'partly_done', 'refused', 'withdrawn']);

/**
 * Compares three ledgers that know nothing of each other: what the clients were told, the database, and the simulated banks' own books.
 * @param {object[]} told entries of SteadyLoad
 * @param {{ incidents: object[], instructions: object[], holds: object[] }} database as readDatabase gives it
 * @param {object} books GET /simulator/books
 * @returns {{ accepted: number, lost: number, duplicatedEffects: number, falseStops: number, unfinished: number, refusedYetStored: number, faults: string[] }}
 */
export function auditLedgers(told, database, books) {
  const faults = [];
  const count = { lost: 0, duplicatedEffects: 0, falseStops: 0, unfinished: 0, refusedYetStored: 0 };
  const found = (kind, words) => {
    count[kind] += 1;
    faults.push(`${kind}: ${words}`);
  };
  const bank = readBooks(books);
  const incidents = new Map(database.incidents.map((incident) => [incident.id, incident]));
  const ofIncident = groupBy(database.instructions, (one) => one.incidentId);
  const accepted = told.filter((entry) => entry.told === 'accepted');

  for (const entry of accepted) {
    const incident = incidents.get(entry.id);
    if (!incident || incident.number !== entry.number || incident.callNumber !== entry.key) {
      found('lost', `${entry.number} was accepted and is not in the database`);
      continue;
    }
    const instructions = ofIncident.get(entry.id) ?? [];
    if (instructions.length === 0 && incident.humanTasks === 0) found('unfinished', `${entry.number} has no instruction and nobody was called`);
    for (const one of instructions) if (!ENDED.has(one.state) && !one.needsHuman) found('unfinished', `instruction ${one.id} of ${entry.number} is still ${one.state}`);
  }
  const refused = new Set(told.filter((entry) => entry.told === 'refused').map((entry) => entry.key));
  for (const incident of incidents.values()) if (refused.has(incident.callNumber)) count.refusedYetStored += 1;
  for (const [key, group] of groupBy(database.incidents, (incident) => incident.callNumber)) if (key && group.length > 1) found('duplicatedEffects', `one report became ${group.length} incidents`);

  for (const [id, { effects, accountNumber }] of bank.instructions) if (effects > 1) found('duplicatedEffects', `instruction ${id} took effect ${effects} times on ${tail(accountNumber)}`);
  const ownAccounts = new Map(told.map((entry) => [`${entry.institutionCode}/${entry.accountNumber}`, entry]));
  for (const [account, stops] of bank.stopsByAccount) if (ownAccounts.has(account) && stops.length > 1) found('duplicatedEffects', `${stops.length} stops on ${tail(account)}, one was asked for`);

  const known = new Set(database.instructions.map((one) => one.id));
  for (const [id, { effects, accountNumber }] of bank.instructions) if (effects > 0 && !known.has(id)) found('lost', `a bank stopped ${tail(accountNumber)} by ${id}, which the database does not know`);
  for (const one of database.instructions) {
    const effects = bank.instructions.get(one.id)?.effects ?? 0;
    if (STOPPED.has(one.state) && effects === 0) found('falseStops', `instruction ${one.id} is ${one.state} here, and the bank placed no stop`);
    if (one.state === 'refused' && effects > 0 && !one.needsHuman) found('unfinished', `instruction ${one.id} is refused here, and the bank did stop`);
  }
  for (const hold of database.holds) {
    const stop = (bank.stopsByAccount.get(`${hold.institutionCode}/${hold.accountNumber}`) ?? []).find((one) => one.instructionId === hold.instructionId);
    if (!stop || stop.controlledFen < hold.controlledFen) found('falseStops', `shown as stopped on ${tail(hold.accountNumber)}: ${hold.controlledFen} fen, in the bank's books ${stop?.controlledFen ?? 0}`);
  }
  return { accepted: accepted.length, ...count, faults };
}

/** True when nothing was lost, nothing took effect twice, and nothing was claimed. */
export const isSound = ({ lost, duplicatedEffects, falseStops }) => lost === 0 && duplicatedEffects === 0 && falseStops === 0;

function readBooks({ institutions }) {
  const instructions = new Map();
  const stopsByAccount = new Map();
  for (const institution of institutions) {
    for (const one of institution.instructions) instructions.set(one.instructionId, { effects: one.effects, accountNumber: one.accountNumber });
    for (const account of institution.accounts) if (account.stops.length > 0) stopsByAccount.set(`${institution.code}/${account.number}`, account.stops);
  }
  return { instructions, stopsByAccount };
}

function groupBy(list, keyOf) {
  const groups = new Map();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

const tail = (account) => `…${account.slice(-6)}`;
