import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signMessage } from '#message-signature';
import { DispatcherStage, HOUSE, OTHER_HOUSE } from './simulator.stage';

/** Everything here ends by itself within milliseconds; a busy machine may take its time. */
jest.setTimeout(30_000);

describe('a watched account', () => {
  const stage = new DispatcherStage({ kind: 'fast', delayMs: 0 });
  beforeAll(() => stage.open());
  afterAll(() => stage.close());

  it('tells every movement by a signed callback under the watch, again until the door takes it, and is silent after the unwatch', async () => {
    const from = { institutionCode: HOUSE, number: '9990010000007777' };
    const to = { institutionCode: OTHER_HOUSE, number: '9990020000008888' };
    await stage.stage('scenario', { accounts: [{ ...from, holderName: '王五', balanceFen: 0 }], routes: [{ from, afterMs: 0, legs: [{ to, amountFen: 600 }, { to: null }] }] });
    const watch = stage.instruction({ kind: 'watch', accountNumber: from.number });
    expect(await (await stage.send(watch)).json()).toMatchObject({ code: '0000', controlledFen: 0, onward: [] });
    stage.doorStatuses = [503];
    const pay = (): Promise<Response> => stage.stage('scenario', { payments: [{ to: from, amountFen: 1_000 }] });
    await pay();
    await stage.callbackCount(3);
    expect(stage.callbacks.every(({ isSigned, answer }) => isSigned && answer.instructionId === watch.instructionId)).toBe(true);
    expect(stage.callbacks.map(({ answer }) => [answer.cashedOutFen, answer.onward.map((next) => [next.accountNumber, next.amountFen])])).toEqual([[0, [[to.number, 600]]], [0, [[to.number, 600]]], [400, []]]);
    expect(await (await stage.send(stage.instruction({ kind: 'unwatch', accountNumber: from.number }))).json()).toMatchObject({ code: '0000' });
    await pay();
    const flow = (await (await stage.send(stage.instruction({ kind: 'query_flow', accountNumber: from.number }))).json()) as { onward: object[]; cashedOutFen: number };
    expect([flow.onward.length, flow.cashedOutFen, stage.callbacks.length]).toEqual([2, 800, 3]);
  });
});

describe('a protected card', () => {
  const stage = new DispatcherStage({ kind: 'fast', delayMs: 0 });
  beforeAll(() => stage.open());
  afterAll(() => stage.close());

  it('takes money in and lets none out until its protection ends', async () => {
    const from = { institutionCode: HOUSE, number: '9990010000007788' };
    await stage.stage('scenario', { accounts: [{ ...from, holderName: '王芳', balanceFen: 0 }], routes: [{ from, afterMs: 0, legs: [{ to: null }] }] });
    const protect = { ...stage.instruction({ kind: 'protect', accountNumber: from.number, amountFen: 0 }), consent: { by: '王芳', means: 'phone', at: new Date().toISOString() } };
    expect(await (await stage.send(protect)).json()).toMatchObject({ code: '0000', controlledFen: 0 });
    const pay = (): Promise<Response> => stage.stage('scenario', { payments: [{ to: from, amountFen: 1_000 }] });
    const cashOut = async (): Promise<number> => ((await (await stage.send(stage.instruction({ kind: 'query_flow', accountNumber: from.number }))).json()) as { cashedOutFen: number }).cashedOutFen;
    await pay();
    expect(await cashOut()).toBe(0);
    expect(await (await stage.send(stage.instruction({ kind: 'unprotect', accountNumber: from.number, amountFen: 0, originalInstructionId: protect.instructionId }))).json()).toMatchObject({ code: '0000' });
    await pay();
    expect(await cashOut()).toBeGreaterThanOrEqual(1_000);
  });
});

describe('a fast institution', () => {
  const stage = new DispatcherStage({ kind: 'fast', delayMs: 5 });
  beforeAll(() => stage.open());
  afterAll(() => stage.close());

  it('carries an instruction out once, however many repeats arrive at the same time', async () => {
    const instruction = stage.instruction({ accountNumber: '9990010000000224' });
    const replies = await Promise.all(Array.from({ length: 20 }, async () => (await stage.send(instruction)).text()));
    expect(new Set(replies).size).toBe(1);
    expect(JSON.parse(replies[0]!)).toMatchObject({ instructionId: instruction.instructionId, code: '0000', controlledFen: 1_000 });
    expect((await stage.books()).find((record) => record.instructionId === instruction.instructionId)).toMatchObject({ timesReceived: 20, effects: 1 });
  });

  it('refuses the same id for something else, a third stop, and a number of another house', async () => {
    const first = stage.instruction({ accountNumber: '9990010000000324' });
    await stage.send(first);
    expect((await stage.send({ ...first, amountFen: 1 })).status).toBe(422);
    const codes: string[] = [];
    for (let no = 0; no < 2; no += 1) codes.push(((await (await stage.send(stage.instruction({ accountNumber: first.accountNumber }))).json()) as { code: string }).code);
    expect(codes).toEqual(['0000', '1304']);
    expect(await (await stage.send(stage.instruction({ accountNumber: '6222020000000124' }))).json()).toMatchObject({ code: '0304' });
  });

  it.each([
    ['no signature', { 'stop-signature': '' }],
    ['a signature of something else', { 'stop-timestamp': '1457428320' }],
    ['the key of another house', { 'stop-key-id': OTHER_HOUSE }],
  ])('turns away %s, and nothing happens', async (_name, headers) => {
    const instruction = stage.instruction();
    const reply = await stage.send(instruction, headers);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([401, 'application/problem+json']);
    expect((await stage.query(instruction.instructionId)).status).toBe(404);
  });

  it('turns away a message that it has seen before', async () => {
    const path = `/banks/${HOUSE}/v1/instructions/${randomUUID()}`;
    const nonce = randomUUID();
    const headers = { ...signMessage({ method: 'GET', path, keyId: HOUSE, key: stage.keyToBank(HOUSE), body: '', nonce, now: new Date() }) };
    expect((await fetch(stage.url + path, { headers })).status).toBe(404);
    expect(await (await fetch(stage.url + path, { headers })).json()).toMatchObject({ detail: 'replayed' });
  });

  it('signs "never received" with the nonce of the question', async () => {
    const reply = await stage.query(randomUUID());
    expect(await reply.json()).toMatchObject({ code: 'NEVER_RECEIVED' });
    expect(reply.headers.get('stop-signature')).toMatch(/^v1=/);
  });

  it.each([['{'], ['{}'], ['{"instructionId":"x"}'], ['[]'], ['null']])('answers 400 to the body %s', async (body) => {
    expect((await stage.ask('POST', `/banks/${HOUSE}/v1/instructions`, body, {}, HOUSE)).status).toBe(400);
  });

  it('plays a scenario: mules move the money on until a stop holds what is left', async () => {
    const from = { institutionCode: HOUSE, number: '9990010000007777' };
    const to = { institutionCode: OTHER_HOUSE, number: '9990020000008888' };
    const reply = await stage.stage('scenario', {
      routes: [
        { from, afterMs: 0, legs: [{ to, permille: 600 }, { to: null, amountFen: 500 }] },
        { from: to, afterMs: 3_600_000, legs: [{ to: null }] },
      ],
      payments: [{ to: from, amountFen: 10_001 }],
    });
    expect(reply.status).toBe(200);
    const first = await (await stage.send(stage.instruction({ accountNumber: from.number, amountFen: 10_001 }))).json();
    expect(first).toMatchObject({ code: '1200', controlledFen: 3_501, cashedOutFen: 500, onward: [{ institutionCode: OTHER_HOUSE, accountNumber: to.number, amountFen: 6_000 }] });
    const second = await (await stage.send(stage.instruction({ accountNumber: to.number, amountFen: 6_000 }), {}, OTHER_HOUSE)).json();
    expect(second).toMatchObject({ code: '0000', controlledFen: 6_000 });
  });

  it('names every fault of a scenario, and plays none of it', async () => {
    const reply = await stage.stage('scenario', { accounts: [{ institutionCode: HOUSE }], payments: [{ to: { institutionCode: HOUSE, number: '1' }, amountFen: 1.5 }], institutions: [{ code: HOUSE, temperament: { kind: 'moody' } }] });
    expect(reply.status).toBe(400);
    const { errors } = await reply.json() as { errors: { field: string }[] };
    expect(errors.map((fault) => fault.field)).toEqual(['institutions[0].temperament', 'accounts[0].number', 'payments[0].amountFen']);
    expect((await stage.stage('scenario', { accounts: [{ institutionCode: '123456789012', number: '1' }] })).status).toBe(400);
  });
});

describe('institutions that answer later', () => {
  it('calls back until the door takes it, and signs each time', async () => {
    const stage = new DispatcherStage({ kind: 'callback', delayMs: 10 }, { clockSpeed: 50 });
    await stage.open();
    stage.doorStatuses = [500, 503, 202];
    const instruction = stage.instruction();
    expect(await (await stage.send(instruction)).json()).toEqual({ instructionId: instruction.instructionId, reference: expect.any(String) as string });
    await stage.callbackCount(3);
    expect(stage.callbacks.every(({ answer, isSigned }) => isSigned && answer.code === '0000')).toBe(true);
    expect(await (await stage.query(instruction.instructionId)).json()).toMatchObject({ code: '0000' });
    await stage.close();
  });

  it('a duplicating house calls back as often as its data say', async () => {
    const stage = new DispatcherStage({ kind: 'duplicate_callbacks', delayMs: 0, copies: 3 });
    await stage.open();
    await stage.send(stage.instruction());
    await stage.callbackCount(3);
    expect(new Set(stage.callbacks.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
    await stage.close();
  });

  it('a clerk answers by hand, once; the books know the stop', async () => {
    const stage = new DispatcherStage({ kind: 'by_hand', delayMs: 0, answerAfterMs: null });
    await stage.open();
    const instruction = stage.instruction();
    await stage.send(instruction);
    const path = `institutions/${HOUSE}/clerk-answers`;
    const typed = { instructionId: instruction.instructionId, code: '1200', controlledFen: 400, text: '柜员反馈' };
    expect((await stage.stage(path, typed)).status).toBe(201);
    expect((await stage.stage(path, { ...typed, code: '0301' })).status).toBe(200);
    expect((await stage.stage(path, { instructionId: randomUUID() })).status).toBe(404);
    expect((await stage.stage(path, {})).status).toBe(400);
    await stage.callbackCount(1);
    expect(stage.callbacks[0]!.answer).toMatchObject({ code: '1200', controlledFen: 400, text: '柜员反馈' });
    expect(await stage.books()).toMatchObject([{ effects: 1 }]);
    await stage.close();
  });
});

describe('the stage and the books', () => {
  it('asks for the token where one is set', async () => {
    const stage = new DispatcherStage({ kind: 'silent' }, { adminToken: 'a secret of this test' });
    await stage.open();
    expect((await stage.stage('books')).status).toBe(403);
    expect((await stage.stage('books', undefined, { 'simulator-admin-token': 'a secret of this test' })).status).toBe(200);
    await stage.close();
  });

  it('after a restart it remembers what it did, finishes what it had accepted, and answers repeats alike', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-restart-'));
    const stage = new DispatcherStage({ kind: 'fast', delayMs: 0 }, { dataFile: join(folder, 'books.jsonl') });
    await stage.open();
    const done = stage.instruction();
    const first = await (await stage.send(done)).text();
    await stage.stage('scenario', { institutions: [{ code: HOUSE, temperament: { kind: 'callback', delayMs: 60_000 } }] });
    const accepted = stage.instruction({ accountNumber: '9990010000000424' });
    expect((await stage.send(accepted)).status).toBe(202);
    await stage.stage('scenario', { institutions: [{ code: HOUSE, temperament: { kind: 'callback', delayMs: 10 } }] });
    await stage.closeSimulator();
    await stage.open();
    await stage.callbackCount(1);
    expect(stage.callbacks[0]!.answer).toMatchObject({ instructionId: accepted.instructionId, code: '0000' });
    expect(await (await stage.send(done)).text()).toBe(first);
    expect(await stage.books()).toMatchObject([{ timesReceived: 2, effects: 1 }, { timesReceived: 1, effects: 1 }]);
    await stage.close();
    rmSync(folder, { recursive: true });
  });
});
