import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openBankAdapters, type AttemptContext, type BankAdapter, type InstitutionEndpoint } from '#bank-adapters';
import { answerCodesFrom, type Answer, type Instruction } from '#domain';
import { sealDocument, type SealKey } from '#electronic-seal';
import { verifyMessage } from '#message-signature';
import { InstitutionKeys } from '../../apps/bank-simulator/src/institutions/institution-keys';
import { readInstitutions } from '../../apps/bank-simulator/src/institutions/institution-register';
import { openSimulator, type RunningSimulator } from '../../apps/bank-simulator/src/simulator';

/** Everything here ends by itself within milliseconds; a busy machine may take its time. */
jest.setTimeout(30_000);

const ORGAN = '370800000000';
function newSealKey(): SealKey {
  const pair = createECDH('SM2');
  pair.generateKeys();
  return { keyId: 'k1', privateKey: pair.getPrivateKey('hex').padStart(64, '0'), publicKey: pair.getPublicKey('hex') };
}

/** Both sides of the wire were written from the same document and share no code but the signature: here they meet. */
describe('the rest-json adapter and the simulated institutions', () => {
  const register = readInstitutions('data/institutions.json');
  const keys = new InstitutionKeys(new Map(register.all.map(({ code }) => [code, { toBank: randomBytes(32), fromBank: randomBytes(32) }])));
  const registry = openBankAdapters(answerCodesFrom(undefined, (path) => readFileSync(path, 'utf8'), []));
  const adapter: BankAdapter = registry.adapterFor('rest-json')!;
  const sealKey = newSealKey();
  let simulator: RunningSimulator;
  let callbackDoor: Server;
  let callbackUrl: string;
  let onCallback: (body: Buffer, path: string, headers: NodeJS.Dict<string | string[]>) => number = () => 202;

  beforeAll(async () => {
    simulator = await openSimulator({ register, keys, host: '127.0.0.1', port: 0, dataFile: null, clockSpeed: 10, adminToken: null, sealKeys: new Map([[sealKey.keyId, { organCode: ORGAN, publicKey: sealKey.publicKey }]]) });
    callbackDoor = createServer((request, reply) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        reply.statusCode = onCallback(Buffer.concat(chunks), request.url ?? '', request.headers);
        reply.end();
      });
    });
    await new Promise<void>((resolve) => callbackDoor.listen(0, '127.0.0.1', resolve));
    callbackUrl = `http://127.0.0.1:${(callbackDoor.address() as AddressInfo).port}/api/v1/bank-door/x/answers`;
  });

  afterAll(async () => {
    await registry.close();
    await simulator.close();
    await new Promise((resolve) => callbackDoor.close(resolve));
  });

  const endpointOf = (code: string): InstitutionEndpoint => ({ code, baseUrl: `${simulator.url}/banks/${code}`, keys: keys.of(code) });
  const attempt = (deadlineMs = 2_000): AttemptContext => ({
    attemptNo: 1, deadlineMs, signal: new AbortController().signal, traceparent: null, callbackUrl, now: () => new Date(),
  });
  const stopOf = (institutionCode: string, accountNumber: string, amountFen = 2_800_000): Instruction => ({
    id: randomUUID(), incidentId: randomUUID(), incidentNumber: 'J-1', transferId: randomUUID(), kind: 'stop', institutionCode, accountNumber,
    accountKind: 'card', holderName: null, amountFen, transferredAt: null, organCode: ORGAN,
  });
  const answerTo = async (instruction: Instruction): Promise<Answer> => {
    const { result } = await adapter.send(instruction, endpointOf(instruction.institutionCode), attempt());
    if (result.kind !== 'answered') throw new Error(`not answered: ${JSON.stringify(result)}`);
    return result.answer;
  };

  it('stops an ordinary account at once, to the fen, and only once for repeats of the same id', async () => {
    const instruction = stopOf('999010000001', '9990010000000124', 147_500_001);
    const first = await answerTo(instruction);
    expect(first).toMatchObject({ kind: 'done', controlledFen: 147_500_001, onward: [], cashedOutFen: 0 });
    expect(await answerTo(instruction)).toEqual(first);
    const books = await (await fetch(`${simulator.url}/simulator/books?instructionId=${instruction.id}`)).json() as { institutions: { instructions: object[] }[] };
    expect(books.institutions.flatMap((institution) => institution.instructions)).toMatchObject([{ timesReceived: 2, effects: 1 }]);
  });

  it('follows the money: a magic account names two next accounts, which can be stopped for what they received', async () => {
    const moved = await answerTo(stopOf('999010000001', '9990010000000003', 1_000_001));
    expect(moved).toMatchObject({ kind: 'refused', reason: 'moved_on' });
    if (moved.kind !== 'refused') throw new Error('unreachable');
    expect(moved.onward.map((next) => next.amountFen)).toEqual([600_000, 400_001]);
    for (const next of moved.onward) {
      const answer = await answerTo(stopOf(next.account.institutionCode!, next.account.number, next.amountFen));
      expect(answer).toMatchObject({ kind: 'done', controlledFen: next.amountFen });
    }
  });

  it.each([
    ['0001', { kind: 'done', controlledFen: 1_001 }],
    ['0002', { kind: 'done', controlledFen: 1_001 }],
    ['0004', { kind: 'refused', reason: 'mismatch' }],
    ['0005', { kind: 'refused', reason: 'cashed_out', cashedOutFen: 1_001 }],
    ['0006', { kind: 'partly_done', controlledFen: 501, onward: [{ amountFen: 500 }] }],
    ['0008', { kind: 'accepted' }],
  ])('a magic number ending in %s does what the manual says', async (ending, expected) => {
    expect(await answerTo(stopOf('999020000001', `999201000000${ending}`, 1_001))).toMatchObject(expected);
  });

  it.each([
    ['good', {}, { kind: 'done' }],
    ['over changed bytes', { tamper: (bytes: Buffer) => Buffer.from(bytes.toString().replace('2800000', '2800001')) }, { kind: 'refused', reason: 'papers_missing' }],
    ['over another amount', { amountFen: 1 }, { kind: 'refused', reason: 'papers_missing' }],
    ["of another key under the organ's name", { key: { ...newSealKey(), keyId: 'k1' } }, { kind: 'refused', reason: 'papers_missing' }],
  ])('a seal that is %s is judged by the bank', async (_name, { tamper, amountFen, key }: { tamper?: (bytes: Buffer) => Buffer; amountFen?: number; key?: SealKey }, expected) => {
    const instruction = stopOf('999010000001', '9990010000000132');
    const document = Buffer.from(JSON.stringify({ instructionId: instruction.id, kind: 'stop', account: { number: instruction.accountNumber }, amountFen: amountFen ?? 2_800_000, organCode: ORGAN }));
    const seal = sealDocument(document, key ?? sealKey);
    const { result } = await adapter.send(instruction, endpointOf('999010000001'), { ...attempt(), seal: tamper ? { ...seal, document: tamper(document) } : seal });
    expect(result).toMatchObject({ kind: 'answered', answer: expected });
  });

  it('a bank that needs a second officer says so, and stops when there is one', async () => {
    expect(await answerTo(stopOf('999010000001', '9990010000000011'))).toMatchObject({ kind: 'refused', reason: 'papers_missing' });
    const second = { name: '秦守正', idType: 'police', idNumber: '370832002', phone: null } as const;
    expect(await answerTo({ ...stopOf('999010000001', '9990010000000011'), officers: { handler: null, secondOfficer: second } })).toMatchObject({ kind: 'done' });
  });

  it('a callback institution accepts first and then posts a signed answer that the adapter reads', async () => {
    const endpoint = endpointOf('999010000003');
    const instruction = stopOf(endpoint.code, '9990030000000124');
    const arrived = new Promise<Buffer>((resolve, reject) => {
      onCallback = (body, path, headers) => {
        const verdict = verifyMessage({ method: 'POST', path, headers, body, keyId: endpoint.code, key: endpoint.keys.fromBank, now: new Date() });
        if (verdict.kind === 'valid') resolve(body);
        else reject(new Error(verdict.reason));
        return 202;
      };
    });
    expect(await answerTo(instruction)).toMatchObject({ kind: 'accepted' });
    const decoded = adapter.decodeInbound({ contentType: 'application/json', body: await arrived, receivedAt: new Date() }, endpoint);
    expect(decoded).toMatchObject({ instructionId: instruction.id, report: { result: { kind: 'answered', answer: { kind: 'done', controlledFen: 2_800_000 } } } });
    const { result } = await adapter.query(instruction, endpoint, attempt());
    expect(result).toMatchObject({ kind: 'answered', answer: { kind: 'done' } });
  });

  it('an institution under maintenance is certainly not delivered to, a mute one is silent, an unknown id was never received', async () => {
    const down = await adapter.send(stopOf('999010000007', '9990070000000124'), endpointOf('999010000007'), attempt());
    expect(down.result).toEqual({ kind: 'not_delivered', cause: 'rate_limited' });
    const mute = await adapter.send(stopOf('999010000010', '9990100000000124'), endpointOf('999010000010'), attempt(600));
    expect(mute.result).toEqual({ kind: 'silent', cause: 'timeout' });
    const unknown = await adapter.query(stopOf('999010000001', '9990010000000124'), endpointOf('999010000001'), attempt());
    expect(unknown.result).toEqual({ kind: 'answered', answer: { kind: 'never_received' } });
  });

  it('a liar is never believed to have done anything, unless the amount alone is a lie', async () => {
    const endpoint = endpointOf('999010000009');
    const seen = new Set<string>();
    for (let no = 0; no < 60; no += 1) {
      const { result } = await adapter.send(stopOf(endpoint.code, `99900900000001${String(no).padStart(2, '0')}`, 100), endpoint, attempt());
      if (result.kind === 'answered' && result.answer.kind === 'done') expect(result.answer.controlledFen).toBe(1_000);
      seen.add(result.kind === 'answered' ? result.answer.kind : `${result.kind} ${'cause' in result ? result.cause : ''}`);
    }
    expect([...seen].sort()).toEqual(['accepted', 'done', 'silent garbled', 'silent signature_invalid', 'silent unknown_code']);
  });
});
