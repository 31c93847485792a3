import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CHASE_POLICY, DEFAULT_CLOCK_POLICY, DEFAULT_DELIVERY_POLICY, DEFAULT_ESCALATION_POLICY, DEFAULT_HOLD_POLICY, DEFAULT_RETURN_POLICY } from '..';
import { parsePolicies, policiesFrom } from './parse-policies';

const BUILT_IN = { hold: DEFAULT_HOLD_POLICY, chase: DEFAULT_CHASE_POLICY, escalation: DEFAULT_ESCALATION_POLICY, delivery: DEFAULT_DELIVERY_POLICY, returns: DEFAULT_RETURN_POLICY, clock: DEFAULT_CLOCK_POLICY };
const faultsOf = (file: unknown): string[] => parsePolicies(JSON.stringify(file)).faults.map((fault) => fault.split(':')[0] ?? '');

describe('policies as data', () => {
  it('are the built-in ones where nothing is said, and data/policies.json says the same', () => {
    expect(parsePolicies('{}')).toMatchObject({ policies: BUILT_IN, faults: [] });
    expect(parsePolicies(readFileSync(join(__dirname, '../../../../data/policies.json'), 'utf8'))).toMatchObject({ policies: BUILT_IN, faults: [] });
  });

  it('take what the file says', () => {
    const steps = [{ reason: 'hold_ending', toLevel: 'city', afterMs: -3_600_000, lossFenMin: 5 }];
    const { policies, faults } = parsePolicies(JSON.stringify({ hold: { stopsPerAccountMax: 3, extensionSpendsStop: false }, escalation: { steps }, delivery: { retryDelaysMs: [10] }, returns: { proRataNoticeDays: 45, approverLevelMin: 'city' }, clock: { databaseStepFollowedAfterMs: 60_000 } }));
    expect(faults).toEqual([]);
    expect(policies.clock).toEqual({ databaseStepFollowedAfterMs: 60_000 });
    expect(faultsOf({ clock: { databaseStepFollowedAfterMs: 4_999 } })).toEqual(['clock.databaseStepFollowedAfterMs']);
    expect(policies.hold).toEqual({ ...DEFAULT_HOLD_POLICY, stopsPerAccountMax: 3, extensionSpendsStop: false });
    expect(policies.escalation.steps).toEqual(steps);
    expect(policies.delivery.retryDelaysMs).toEqual([10]);
    expect(policies.returns).toEqual({ proRataNoticeDays: 45, approverLevelMin: 'city' });
  });

  it('tell all faults together, each by its path and in both languages', () => {
    const faults = parsePolicies(JSON.stringify({
      hold: { stopLastsHours: '48', stopsPerAccountMax: 0, extensionSpendsStop: 1, stopLastHours: 48 }, chase: [], escalation: { steps: [{ reason: 'sleepy', toLevel: 'county', afterMs: 0.5 }, null] }, delivery: { retryDelaysMs: [] }, holds: {},
    })).faults;
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'hold.stopLastsHours', 'hold.stopsPerAccountMax', 'hold.extensionSpendsStop', 'hold.stopLastHours', 'chase', 'escalation.steps[0].reason', 'escalation.steps[0].afterMs',
      'escalation.steps[1]', 'escalation.steps[1].reason', 'escalation.steps[1].toLevel', 'delivery.retryDelaysMs', 'holds',
    ]);
    for (const fault of faults) expect(fault).toMatch(/^[^:]+: .*[\u4e00-\u9fff].* \/ [a-z]/);
  });

  it.each([['{', '.'], ['null', '.'], ['[]', '.'], ['3', '.']])('refuse a file that is %s', (text, path) => {
    expect(parsePolicies(text).faults.map((fault) => fault.split(':')[0])).toEqual([path]);
  });

  it('an empty list of steps is a ladder that calls nobody by time; null is no list', () => {
    expect(faultsOf({ escalation: { steps: [] } })).toEqual([]);
    expect(faultsOf({ escalation: { steps: null } })).toEqual(['escalation.steps']);
  });

  it('name the variable, also when the file cannot be read', () => {
    const faults: string[] = [];
    policiesFrom('/p', () => '{"hold":1}', faults);
    policiesFrom('/p', () => { throw new Error('ENOENT'); }, faults);
    expect(policiesFrom(undefined, () => { throw new Error('not asked for'); }, faults)).toMatchObject(BUILT_IN);
    expect(faults).toEqual([expect.stringMatching(/^POLICIES_FILE: hold: /), expect.stringMatching(/^POLICIES_FILE: 无法读取 \/ cannot be read: ENOENT/)]);
  });
});
