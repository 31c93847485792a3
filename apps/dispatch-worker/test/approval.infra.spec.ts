import { createECDH } from 'node:crypto';
import { DEFAULT_APPROVAL_POLICY, DEFAULT_ESCALATION_POLICY, type ApprovalPolicy } from '#domain';
import { isSealOf, type SealKey } from '#electronic-seal';
import { verifySeals } from '../src/sealing/verify-seals';
import { NEVER_RECEIVED, stopped } from './scripted-bank';
import { WorkerBench } from './worker-bench';

const ORGAN = '370832000000';
const LARGE = 600_000;

function newKey(keyId: string): SealKey {
  const pair = createECDH('SM2');
  pair.generateKeys();
  return { keyId, privateKey: pair.getPrivateKey('hex').padStart(64, '0'), publicKey: pair.getPublicKey('hex') };
}
const approvalOf = (changed: Partial<ApprovalPolicy> = {}): ApprovalPolicy => ({
  ...DEFAULT_APPROVAL_POLICY, rules: [{ organCode: '', kind: 'stop', fromFen: LARGE, need: 'before' }, { organCode: '', kind: 'stop', fromFen: LARGE * 10, need: 'after' }], laterAllowed: [ORGAN], ...changed,
});

describe('approval and seal', () => {
  const bench = new WorkerBench();
  const { bank } = bench;
  const key = newKey('k1');
  beforeAll(async () => {
    await bench.open();
    bench.sealKeys = new Map([[ORGAN, key]]);
    await bench.ledger.sql.rows("insert into officers (code, organ_code, name, id_type, id_number, phone, second_by_default) values ('wang', $1, '王警官', 'police', 'P1', '0537', false), ('P2', $1, '秦警官', 'police', 'P2', null, true)", [ORGAN]);
    await bench.worker({ approval: approvalOf() });
  });
  afterAll(() => bench.close());
  afterEach(() => expect(bank.faults).toEqual([]));

  const factsOf = async (id: string, type: string) => (await bench.facts(id)).filter((fact) => fact.type === type);
  const waiting = (id: string) => bench.until('an approval is asked for', async () => (await factsOf(id, 'instruction.approval_asked'))[0]);
  const instructionOf = async (id: string) => (await bench.instructions(id))[0]!;
  const sealOf = async (id: string) => (await bench.ledger.sql.rows<{ document: Buffer; signature: string; key_id: string }>('select s.* from instruction_seals s join instructions i on i.id = s.instruction_id where i.incident_id = $1', [id]))[0];
  const sealSaid = (said: Readonly<Record<string, unknown>>) => ({ document: Buffer.from(String(said['document']), 'base64'), seal: said['seal'] as { algorithm: string; keyId: string; signature: string } });

  it('the usual stop goes out at once, sealed, with both officers, and what is stored is what was sent', async () => {
    bank.at('622200050001', () => stopped(900));
    const id = await bench.report({ accountNumber: '622200050001', amountFen: 900 });
    await bench.untilState(id, '622200050001', 'done');
    const { said } = bank.heardOf('622200050001', 'send')[0]!;
    const { document, seal } = sealSaid(said);
    const stored = await sealOf(id);
    expect(stored).toMatchObject({ document, signature: seal.signature, key_id: 'k1' });
    expect(isSealOf(document, seal.signature, key.publicKey)).toBe(true);
    const officers = { handler: { name: '王警官', idType: 'police', idNumber: 'P1', phone: '0537' }, secondOfficer: { name: '秦警官', idType: 'police', idNumber: 'P2', phone: null } };
    expect(said).toMatchObject({ ...officers, seal: { algorithm: 'SM2-SM3' } });
    expect(JSON.parse(document.toString())).toMatchObject({ ...officers, instructionId: said['instructionId'], kind: 'stop', amountFen: 900, organCode: ORGAN, approval: null });
    expect(await factsOf(id, 'instruction.approval_asked')).toEqual([]);
    expect((await factsOf(id, 'instruction.done'))[0]?.data).not.toHaveProperty('askedFen');
  });

  it('a large stop waits, shown as in flight, over a restart, and goes out at once when it is approved', async () => {
    bank.at('622200050002', () => stopped(LARGE));
    const id = await bench.report({ accountNumber: '622200050002', amountFen: LARGE });
    expect((await waiting(id)).data).toMatchObject({ need: 'before', kind: 'stop', amountFen: LARGE, askedBy: 'wang', state: 'planned' });
    await bench.endLastWorker();
    await bench.worker({ approval: approvalOf() });
    // A usual stop that is planned, sent and answered meanwhile: the waiting one had every chance to go out too.
    bank.at('622200050003', () => stopped(900));
    const usual = await bench.report({ accountNumber: '622200050003', amountFen: 900 });
    await bench.untilState(usual, '622200050003', 'done');
    expect(await instructionOf(id)).toMatchObject({ state: 'planned', due_at: null, lease_owner: null, send_count: 0 });
    expect(bank.heardOf('622200050002', 'send')).toEqual([]);
    expect((await bench.head(id)).money).toMatchObject({ inFlightFen: LARGE, controlledFen: 0 });
    await bench.decide(id, (await instructionOf(id)).id, true);
    await bench.untilState(id, '622200050002', 'done');
    expect(bank.heardOf('622200050002', 'send')).toHaveLength(1);
    expect(JSON.parse(sealSaid(bank.heardOf('622200050002', 'send')[0]!.said).document.toString())).toMatchObject({ approval: { approverName: '李局' } });
    expect(await bench.head(id)).toMatchObject({ state: 'settled', human_tasks: 0, money: { controlledFen: LARGE } });
  });

  it('an approval that nobody heard of is found by the sweep', async () => {
    bank.at('622200050004', () => stopped(LARGE));
    const id = await bench.report({ accountNumber: '622200050004', amountFen: LARGE });
    await waiting(id);
    await bench.endLastWorker();
    await bench.ledger.sql.rows("update instruction_approvals set state = 'approved', decided_by = 'li', decided_name = '李局', decided_at = now(), to_apply = true where incident_id = $1", [id]);
    await bench.worker({ approval: approvalOf() });
    await bench.untilState(id, '622200050004', 'done');
  });

  it('a refused approval withdraws the instruction under the law; the money waits for a person, who is called', async () => {
    const id = await bench.report({ accountNumber: '622200050005', amountFen: LARGE });
    await waiting(id);
    await bench.decide(id, (await instructionOf(id)).id, false);
    await bench.until('a human is called', async () => (await factsOf(id, 'escalation.raised')).find((fact) => fact.data['reason'] === 'approval_refused'));
    expect(await instructionOf(id)).toMatchObject({ state: 'withdrawn', send_count: 0 });
    expect(await factsOf(id, 'instruction.withdrawn')).toMatchObject([{ data: { reason: 'approval_refused' } }]);
    expect(await bench.head(id)).toMatchObject({ state: 'live', human_tasks: 1, money: { inFlightFen: LARGE } });
    expect(bank.heardOf('622200050005', 'send')).toEqual([]);
    await bench.ledger.commit([id], async (transaction) => {
      const [row] = await transaction.sql.rows<{ id: string }>('update transfers set needs_plan = true where incident_id = $1 returning id', [id]);
      transaction.append({ incidentId: id, type: 'transfer.resend_asked', actor: 'wang', data: { transferId: row!.id, reason: '补充证据' } }, null);
    });
    await bench.until('a new instruction asks again', async () => (await factsOf(id, 'instruction.approval_asked')).length === 2);
  });

  it('where the organ may approve later it goes out at once, and the approval stays owed', async () => {
    bank.at('622200050006', () => stopped(LARGE * 10));
    const id = await bench.report({ accountNumber: '622200050006', amountFen: LARGE * 10 });
    await bench.untilState(id, '622200050006', 'done');
    expect((await waiting(id)).data).toMatchObject({ need: 'after' });
    expect(await bench.ledger.sql.rows('select state, need from instruction_approvals where incident_id = $1', [id])).toEqual([{ state: 'waiting', need: 'after' }]);
  });

  it('an instruction that is sent again carries the very bytes that were sealed first', async () => {
    let lost = true;
    bank.at('622200050007', (heard) => {
      if (heard.purpose === 'query') return NEVER_RECEIVED;
      if (lost) { lost = false; return 'tear'; }
      return stopped(900);
    });
    const id = await bench.report({ accountNumber: '622200050007', amountFen: 900 });
    await bench.untilState(id, '622200050007', 'done');
    const [first, second] = bank.heardOf('622200050007', 'send').map(({ said }) => sealSaid(said));
    expect(second).toEqual(first);
  });

  it('another victim\'s stop of the account that needs no approval does not wait for the first one\'s leader; the first, once approved, is covered by it', async () => {
    bank.at('622200050010', () => stopped(LARGE * 2));
    const first = await bench.report({ accountNumber: '622200050010', amountFen: LARGE });
    await waiting(first);
    const second = await bench.report({ accountNumber: '622200050010', amountFen: 900 });
    await bench.untilState(second, '622200050010', 'done');
    expect((await bench.head(second)).money).toMatchObject({ controlledFen: 900 });
    // The bank controls more than was asked of it: that is told, because the rest may be another's.
    expect(await factsOf(second, 'instruction.done')).toMatchObject([{ data: { controlledFen: LARGE * 2, askedFen: 900 } }]);
    expect(await instructionOf(first)).toMatchObject({ state: 'planned', send_count: 0 });
    await bench.decide(first, (await instructionOf(first)).id, true);
    await bench.until('the first is secured', async () => (await bench.head(first)).money.controlledFen === LARGE);
    expect(await instructionOf(first)).toMatchObject({ state: 'withdrawn', send_count: 0 });
    expect(await factsOf(first, 'instruction.withdrawn')).toMatchObject([{ data: { reason: 'covered' } }]);
    expect(await factsOf(first, 'transfer.covered')).toHaveLength(1);
    expect(bank.heardOf('622200050010', 'send')).toHaveLength(1);
    // A third one finds the second's hold and joins it.
    const third = await bench.report({ accountNumber: '622200050010', amountFen: 700 });
    await bench.until('the third is secured', async () => (await bench.head(third)).money.controlledFen === 700);
    expect(bank.heardOf('622200050010', 'send')).toHaveLength(1);
  });

  it('approved while what another stop left over does not reach: a human is called, the last stop is not spent by itself', async () => {
    bank.at('622200050011', () => stopped(1_000));
    const first = await bench.report({ accountNumber: '622200050011', amountFen: LARGE });
    await waiting(first);
    const second = await bench.report({ accountNumber: '622200050011', amountFen: 900 });
    await bench.untilState(second, '622200050011', 'done');
    await bench.decide(first, (await instructionOf(first)).id, true);
    await bench.until('a human is called', async () => (await factsOf(first, 'escalation.raised')).find((fact) => fact.data['reason'] === 'unsecured'));
    expect((await bench.head(first)).money).toMatchObject({ controlledFen: 100, untracedFen: LARGE - 100 });
    // The other's hold ends: the approved one would now spend the last stop.
    const third = await bench.report({ accountNumber: '622200050012', amountFen: LARGE });
    await waiting(third);
    bank.at('622200050012', () => stopped(900));
    const fourth = await bench.report({ accountNumber: '622200050012', amountFen: 900 });
    await bench.untilState(fourth, '622200050012', 'done');
    await bench.ledger.sql.rows("update holds set state = 'lapsed' where incident_id = $1", [fourth]);
    await bench.decide(third, (await instructionOf(third)).id, true);
    await bench.until('a human decides about the last stop', async () => (await factsOf(third, 'escalation.raised')).find((fact) => fact.data['reason'] === 'second_stop'));
    expect(await factsOf(third, 'instruction.withdrawn')).toMatchObject([{ data: { reason: 'second_stop' } }]);
    expect(await bench.head(third)).toMatchObject({ human_tasks: 1, money: { inFlightFen: LARGE } });
    expect([bank.heardOf('622200050011', 'send').length, bank.heardOf('622200050012', 'send').length]).toEqual([1, 1]);
  });

  it('the verifier finds every seal in order, and names a document that was changed', async () => {
    const keys = new Map([['k1', { organCode: ORGAN, publicKey: key.publicKey }]]);
    const verdict = await verifySeals(bench.ledger.sql, keys);
    expect(verdict).toMatchObject({ faults: [], unsealed: 0 });
    expect(verdict.seals).toBeGreaterThan(4);
    expect((await verifySeals(bench.ledger.sql, new Map())).faults[0]).toMatchObject({ fault: 'unknown_key' });
    const [one] = await bench.ledger.sql.rows<{ id: string }>("update instructions set amount_fen = amount_fen + 1 where account_number = '622200050001' returning id");
    expect((await verifySeals(bench.ledger.sql, keys)).faults).toEqual([{ instructionId: one!.id, fault: 'other_content' }]);
    await expect(bench.ledger.sql.rows("update instruction_seals set signature = 'x'")).rejects.toThrow('permission denied');
  });

  it('an approval that waits too long calls the organ, and climbs', async () => {
    await bench.endLastWorker();
    await bench.worker({ approval: approvalOf({ answerWithinMs: 100 }), escalation: { ...DEFAULT_ESCALATION_POLICY, acknowledgeWithinMs: 200 } });
    const id = await bench.report({ accountNumber: '622200050008', amountFen: LARGE });
    const levels = await bench.until('the city is called', async () => {
      const raised = (await factsOf(id, 'escalation.raised')).filter((fact) => fact.data['reason'] === 'approval_waits').map((fact) => fact.data['toLevel']);
      return raised.length >= 2 && raised;
    });
    expect(levels.slice(0, 2)).toEqual(['county', 'city']);
  });

  it('where a seal is required, an organ without a key sends nothing, and a human is told', async () => {
    await bench.endLastWorker();
    bench.sealKeys = new Map();
    await bench.worker({ approval: approvalOf({ seal: 'required' }) });
    const id = await bench.report({ accountNumber: '622200050009', amountFen: 900 });
    await bench.untilState(id, '622200050009', 'undelivered');
    expect(await factsOf(id, 'instruction.undelivered')).toMatchObject([{ data: { cause: 'not_sealed' } }]);
    expect(bank.heardOf('622200050009', 'send')).toEqual([]);
  });
});
