import { yuan } from './fact-sentences.mjs';

/** The result as numbers, for the last line on stdout. Amounts in fen, times in milliseconds. */
export function resultOf(scenario, view, clock) {
  const { entered, stopped } = view.clocks;
  const clockToStopMs = stopped === null ? null : Date.parse(stopped) - Date.parse(entered);
  return {
    scenario: scenario.name,
    clockToStopMs,
    lostFen: view.money.lostFen,
    stoppedFen: view.money.controlledFen,
    layers: Math.max(...view.transfers.map(({ layer }) => layer)),
    instructions: view.instructions.length,
    clockToStopStoryMs: clockToStopMs === null ? null : clock.storyMs(clockToStopMs),
  };
}

/** Everything that is not as it must be at the end, in words; empty when the story ended well. */
export function faultsOf(scenario, view, result, cast) {
  const { money } = view;
  const faults = [];
  const must = (holds, zh, en) => holds || faults.push(`${zh} · ${en}`);
  must(result.lostFen === scenario.lostFen, `被骗金额应为 ${yuan(scenario.lostFen)}，实为 ${yuan(result.lostFen)}`, 'wrong loss');
  must(result.stoppedFen === scenario.lostFen, `止付金额应为 ${yuan(scenario.lostFen)}，实为 ${yuan(result.stoppedFen)}`, 'wrong amount stopped');
  must(result.layers === scenario.layers, `层级应为 ${scenario.layers}，实为 ${result.layers}`, 'wrong number of layers');
  must(result.clockToStopMs !== null, '止付时钟未停', 'the clock to stop has no end');
  const places = money.controlledFen + money.inFlightFen + money.cashedOutFen + money.untracedFen + money.returnedFen;
  must(places === money.lostFen, `五处之和 ${yuan(places)} 不等于被骗 ${yuan(money.lostFen)}`, 'the fen do not add up');
  const held = view.holds.filter(({ state }) => state === 'in_force').reduce((sum, hold) => sum + hold.controlledFen, 0);
  must(held === result.stoppedFen, `生效控制 ${yuan(held)} 与止付 ${yuan(result.stoppedFen)} 不符`, 'holds and stopped amount differ');
  const unproved = view.instructions.filter(({ state }) => state === 'done' || state === 'partly_done').filter(({ answeredAt }) => answeredAt === null);
  must(unproved.length === 0, '有“已止付”而无银行反馈', 'a stop without a bank\'s answer');
  return [...faults, ...scenario.faultsAtTheEnd({ ...result, view }, cast)];
}
