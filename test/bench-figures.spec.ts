import {
  accountNumber, auditRun, benchInstitutions, carries, climb, describeSummary, dueTimes, histogramOf, joinMoments, luhnDigit, merge, percentilesOf, readAccountNumber, readBenchArguments, summarise,
} from '../tools/bench/arithmetic.mjs';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const number = (serial: number, layersLeft = 0, transfer = 0): string => accountNumber({ prefix: '999001', layersLeft, serial, transfer });

/** What the bench says of others must first hold of itself. */
describe("the bench's own arithmetic", () => {
  it('has a timetable that does not wait for anybody', () => {
    expect(dueTimes({ fromMs: 1_000, rate: 50, seconds: 0.1 })).toEqual([1_000, 1_020, 1_040, 1_060, 1_080]);
    expect(dueTimes({ fromMs: 0, rate: 200, seconds: 15 })).toHaveLength(3_000);
  });

  it('merges the rounds of one load as if they had been one', () => {
    const rounds = [upTo(500), upTo(1_000).slice(500)].map(histogramOf);
    const merged = percentilesOf(merge(rounds));
    expect(merged).toEqual(percentilesOf(histogramOf(upTo(1_000))));
    expect(merged.p50).toBeCloseTo(500, -1);
    expect(merged.p99).toBeCloseTo(990, -1);
    expect(merged.max).toBeCloseTo(1_000, -1);
    expect(percentilesOf(histogramOf([])).p99).toBeNull();
  });

  it('writes into an account number whose it is, and passes the Luhn check', () => {
    expect(luhnDigit('7992739871')).toBe('3');
    const told = { prefix: '999001', layersLeft: 2, serial: 123_456, transfer: 4 };
    expect(readAccountNumber(accountNumber(told))).toEqual(told);
    expect(readAccountNumber('9990010000000007')).toBeUndefined();
    expect(benchInstitutions().length).toBeGreaterThan(4);
  });

  it('counts latency from the moment a report was due, not from when it got out', () => {
    const report = { serial: 7, dueAt: 100, sentAt: 140, answeredAt: 145, incidentId: 'I', status: 201, measured: true };
    const early = { ...report, serial: 8, measured: false };
    const ledger = [
      { instructionId: 'second', accountNumber: number(7), receivedAt: 153, answeredAt: 154 },
      { instructionId: 'first', accountNumber: number(7, 1), receivedAt: 150, answeredAt: 151 },
      { instructionId: 'warm', accountNumber: number(8), receivedAt: 900, answeredAt: 901 },
    ];
    const pushes = [{ instructionId: 'second', incidentId: 'I', at: 160 }, { instructionId: 'second', incidentId: 'I', at: 999 }];
    const heard = new Map([['second', [158, 164]]]);
    expect(joinMoments({ reports: [report, early], pushes, ledger, heard })).toEqual({
      lag: [40], committed: [45], toBank: [50], committedToBank: [5], toPush: [60], bank: [1, 1], bankToPush: [6], hop: [2], toSockets: [4, 10],
    });
  });

  describe('the audit', () => {
    const sound = {
      accepted: ['A', 'B'], perIncident: 1,
      instructions: [{ instructionId: 'a', incidentId: 'A', state: 'done', accountNumber: '1' }, { instructionId: 'b', incidentId: 'B', state: 'done', accountNumber: '2' }],
      ledger: [{ instructionId: 'a', accountNumber: '1' }, { instructionId: 'b', accountNumber: '2' }],
    };
    const clean = { lost: 0, duplicated: 0, unfinished: 0, strangers: 0 };

    it('has nothing to say where three ledgers agree', () => expect(auditRun(sound)).toEqual(clean));
    it('misses a report that the books do not have', () => expect(auditRun({ ...sound, accepted: ['A', 'B', 'C'] })).toEqual({ ...clean, lost: 1 }));
    it('misses an instruction that the bank never got', () => expect(auditRun({ ...sound, ledger: sound.ledger.slice(1) })).toEqual({ ...clean, lost: 1 }));
    it('misses the layer that nobody followed', () => expect(auditRun({ ...sound, perIncident: 2 }).lost).toBe(2));
    it('sees the same message twice', () => expect(auditRun({ ...sound, ledger: [...sound.ledger, ...sound.ledger.slice(1)] })).toEqual({ ...clean, duplicated: 1 }));
    it('sees a second instruction to one account', () => expect(auditRun({ ...sound, ledger: [...sound.ledger, { instructionId: 'z', accountNumber: '1' }] })).toEqual({ ...clean, duplicated: 1, strangers: 1 }));
    it('sees an answer that the books have not taken up', () => {
      const instructions = sound.instructions.map((one) => ({ ...one, state: 'sending' }));
      expect(auditRun({ ...sound, instructions })).toEqual({ ...clean, unfinished: 2 });
    });
  });

  const line = (system: string, round: number, change: object = {}) => ({
    system, round, rate: 50, seconds: 1, accounts: 1, layers: 1, reachedPerSecond: 50, cpuMsPerIncident: 1, commitsPerIncident: 3, walBytesPerIncident: 9,
    reported: 50, refused: 0, failed: 0, lost: 0, duplicated: 0, unfinished: 0, strangers: 0, othersCpuPercent: 3, toPush: { p99: 20 }, ...change,
  });

  it('divides ours by the floor round by round, so that a disturbance in one turn is not the other one\'s speed', () => {
    const run = (system: string, round: number, factor: number, change: object = {}) => {
      const histogram = histogramOf(upTo(100).map((ms) => ms * factor));
      const stages = { committed: percentilesOf(histogram), toBank: percentilesOf(histogram), toPush: percentilesOf(histogram) };
      return { line: line(system, round, { ...stages, ...change }), histograms: { committed: histogram, toBank: histogram, toPush: histogram } };
    };
    const rounds = [run('floor', 1, 1), run('ours', 1, 2), run('floor', 2, 1_000), run('ours', 2, 2), run('floor', 3, 1), run('ours', 3, 2)];
    const summary = summarise(rounds);
    expect(summary).toMatchObject({ rounds: 3, systems: { ours: { reported: 150 } } });
    expect(summary.ratios?.toPush).toEqual({ p50: 2, p99: 2 });
    expect(describeSummary(summary, {})).toContain('✗ 未达到 not reached toPush p50 ≤ 1.5 × floor: 2');
    expect(describeSummary(summary, {})).not.toContain('none of these verdicts counts');
    const busy = summarise([...rounds.slice(1), run('floor', 1, 1, { othersCpuPercent: 80 })]);
    expect(describeSummary(busy, {})).toContain('others used up to 80 % of a core: none of these verdicts counts');
  });

  it('climbs until a step is too slow, refused, lost or not reached', async () => {
    const slowFrom = (limit: number) => async (rate: number) => line('ours', 1, { rate, reachedPerSecond: rate, toPush: { p99: rate >= limit ? 51 : 50 } });
    expect(await climb(slowFrom(800))).toBe(600);
    expect(await climb(slowFrom(1))).toBe(0);
    for (const change of [{ refused: 1 }, { lost: 1 }, { failed: 1 }, { unfinished: 1 }, { duplicated: 1 }, { reachedPerSecond: 48 }]) expect(carries(line('ours', 1, change))).toBe(false);
    expect(carries(line('ours', 1))).toBe(true);
  });

  it('reads its options, and names every fault at once', () => {
    expect(readBenchArguments(['--fan-out'])).toMatchObject({ accounts: 5, layers: 3, sockets: 0, systems: ['floor', 'ours'] });
    expect(readBenchArguments(['--push', '--rate', '7'])).toMatchObject({ rates: [7], sockets: 1_000 });
    expect(() => readBenchArguments(['--rate', 'x', '--stream', 'rabbit', '--layers', '99'])).toThrow(/--rate x[\s\S]*--layers 99[\s\S]*--stream rabbit/);
  });
});
