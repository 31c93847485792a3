import { yuan } from './fact-sentences.mjs';

const PARTS = ['lostFen', 'controlledFen', 'inFlightFen', 'cashedOutFen', 'untracedFen', 'returnedFen'];
const QUESTIONS = new Set(['query_flow', 'query_holder', 'watch', 'unwatch']);
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** The balanced account of several incidents of one story, in fen and counts. */
export function balancedResultOf(scenario, views) {
  return {
    scenario,
    ...Object.fromEntries(PARTS.map((part) => [part, sum(views.map(({ money }) => money[part]))])),
    instructions: sum(views.map(({ instructions }) => instructions.length)),
    layers: Math.max(...views.flatMap(({ transfers }) => transfers.map(({ layer }) => layer))),
    uncertain: sum(views.map(({ uncertainInstructions }) => uncertainInstructions)),
    humanTasks: sum(views.map(({ humanTasks }) => humanTasks)),
  };
}

/** Everything that our books claim and the banks' own books do not bear out, in words; empty when nothing is claimed too much. */
export function faultsAgainstBooks(views, result, { institutions }) {
  const faults = [];
  const must = (holds, zh, en) => holds || faults.push(`${zh} · ${en}`);
  for (const { money, number } of [...views, { money: result, number: '合计 total' }]) {
    const places = sum(PARTS.slice(1).map((part) => money[part]));
    must(places === money.lostFen && PARTS.every((part) => money[part] >= 0), `${number}：五处之和 ${yuan(places)} 不等于被骗 ${yuan(money.lostFen)}`, 'the fen do not add up');
  }
  const accounts = new Map(institutions.flatMap(({ code, accounts: list }) => list.map((account) => [`${code}/${account.number}`, account])));
  const told = new Map(institutions.flatMap(({ instructions }) => instructions.map((instruction) => [instruction.instructionId, instruction])));
  const stopsOf = (institutionCode, accountNumber) => accounts.get(`${institutionCode}/${accountNumber}`)?.stops ?? [];

  const holds = views.flatMap((view) => view.holds).filter(({ state }) => state === 'in_force');
  for (const { instructionId, institutionCode, accountNumber, controlledFen } of holds) {
    const stop = stopsOf(institutionCode, accountNumber).find((one) => one.instructionId === instructionId);
    must(stop !== undefined && stop.controlledFen >= controlledFen, `尾号 ${accountNumber.slice(-4)} 显示已止付 ${yuan(controlledFen)}，银行账上为 ${yuan(stop?.controlledFen ?? 0)}`, 'shown as stopped, but not so in the bank\'s own books');
  }
  for (const { id, kind, state, accountNumber } of views.flatMap((view) => view.instructions)) {
    const effects = told.get(id)?.effects ?? 0;
    // An answered question claims nothing.
    const saysStopped = !QUESTIONS.has(kind) && (state === 'done' || state === 'partly_done');
    must(effects <= 1, `尾号 ${accountNumber.slice(-4)} 的一条指令生效 ${effects} 次`, 'one instruction took effect more than once');
    must(!saysStopped || effects === 1, `尾号 ${accountNumber.slice(-4)} 显示已止付而银行未执行`, 'done here, not done there');
  }
  const concerned = new Set(views.flatMap(({ transfers }) => transfers.map(({ institutionCode, accountNumber }) => `${institutionCode}/${accountNumber}`)));
  const touched = [...concerned].map((key) => accounts.get(key)).filter((account) => account !== undefined);
  const held = sum(touched.flatMap(({ stops }) => stops.map(({ controlledFen }) => controlledFen)));
  const cash = sum(touched.flatMap(({ outflows }) => outflows.filter(({ to }) => to === null).map(({ amountFen }) => amountFen)));
  must(result.controlledFen <= held, `控制 ${yuan(result.controlledFen)} 多于银行账上的 ${yuan(held)}`, 'more under control than the banks hold');
  must(result.cashedOutFen <= cash, `取现 ${yuan(result.cashedOutFen)} 多于银行账上的 ${yuan(cash)}`, 'more cashed out than the banks paid out');
  return faults;
}
