import { CONTRACT } from './contract/contract-kit';
import type { ContractCase } from './contract/contract-rig';
import type { InstitutionStage } from './contract/institution-stage';
import { SHIPPED_CODES } from './contract/shipped-codes';
import { openBankAdapters } from './registry';
import { openRestJsonStage } from './rest-json/rest-json.stage';
import { MUTANTS } from './contract/mutants';
import type { BankAdapter } from './bank-adapter.port';

/** Everything here ends by itself within milliseconds; a busy machine may take its time. */
jest.setTimeout(30_000);

/** Every protocol brings a stage: a registered protocol that is missing here fails the suite. */
const STAGES: Readonly<Record<string, () => Promise<InstitutionStage>>> = {
  'rest-json': openRestJsonStage,
};

const registry = openBankAdapters(SHIPPED_CODES);
afterAll(() => registry.close());

it('every registered protocol has a stage, and every stage a protocol', () => {
  expect(Object.keys(STAGES).sort()).toEqual([...registry.protocols].sort());
});

describe.each(registry.protocols)('the contract of %s', (protocol) => {
  let stage: InstitutionStage;
  const adapter = registry.adapterFor(protocol)!;

  beforeAll(async () => {
    stage = await STAGES[protocol]!();
  });
  afterAll(() => stage.close());

  it.each(CONTRACT)('$name', (clause) => clause.check({ adapter, stage }));

  it.each(Object.entries(MUTANTS))('catches an adapter that %s', async (_name, mutate) => {
    // One of them prints account numbers, which shall not stand in the test's own output.
    const muted = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const broken = await brokenClauses(mutate(adapter), stage);
    muted.mockRestore();
    expect(broken).not.toEqual([]);
  }, 60_000);
});

async function brokenClauses(adapter: BankAdapter, stage: InstitutionStage): Promise<readonly ContractCase[]> {
  for (const clause of CONTRACT) {
    const isBroken = await clause.check({ adapter, stage }).then(() => false, () => true);
    if (isBroken) return [clause];
  }
  return [];
}
