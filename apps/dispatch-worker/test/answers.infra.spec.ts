import type { AttemptResult } from '#domain';
import type { Outcome } from '../src/dispatch/record-outcomes';
import type { WorkerParts } from '../src/worker-parts';
import { ACCEPTED, money, stopped } from './scripted-bank';
import { BANK, OTHER_BANK, WorkerBench, type InstructionSeen } from './worker-bench';

/** Answers that come by themselves: late, repeated, contradictory, by hand, unreadable. */
describe('answers in a disorderly world', () => {
  const bench = new WorkerBench();
  const { bank } = bench;
  let worker: WorkerParts;
  beforeAll(async () => {
    await bench.open();
    worker = await bench.worker();
  });
  afterAll(() => bench.close());

  const types = async (id: string): Promise<string[]> => (await bench.facts(id)).map((fact) => fact.type);
  const callback = (instructionId: string, code: string, more: object = {}): Promise<string> => bench.inbound('callback', null, JSON.stringify({ instructionId, code, ...more }));
  const measure = (controlledFen: number): object => ({ controlledFen, bankAt: new Date().toISOString() });
  const settledInbound = (inboundId: string): Promise<{ state: string; fault: string | null; raw: Buffer }> => bench.until('the inbound answer is settled', async () => {
    const [row] = await bench.ledger.sql.rows<{ state: string; fault: string | null; raw: Buffer }>('select state, fault, raw from inbound_answers where id = $1', [inboundId]);
    return row && row.state !== 'pending' ? row : undefined;
  });
  const ended = (incidentId: string, row: InstructionSeen, purpose: Outcome['purpose'], fence: number | null, result: AttemptResult): Outcome => ({
    instructionId: row.id, incidentId, institutionCode: row.institution_code, accountNumber: row.account_number, purpose, fence, attemptNo: 1, result, evidence: { httpStatus: null, raw: null, code: null, text: null },
    startedAt: new Date(), endedAt: new Date(), actor: 'worker', source: 'answer', inboundAnswerId: null,
  });
  /** An instruction that the bank has accepted and says no more about. */
  const waiting = async (accountNumber: string, amountFen = 100): Promise<{ id: string; row: InstructionSeen }> => {
    bank.at(accountNumber, () => ACCEPTED);
    const id = await bench.report({ accountNumber, amountFen });
    return { id, row: await bench.untilState(id, accountNumber, 'waiting') };
  };

  it('the same callback three times is one stop, one hold, one set of facts', async () => {
    const { id, row } = await waiting('622200000101');
    const inbound = await Promise.all([1, 2, 3].map(() => callback(row.id, '0000', { controlledFen: 100, bankAt: '2026-11-23T00:00:00Z' })));
    for (const one of inbound) expect(await settledInbound(one)).toMatchObject({ state: 'done' });
    expect((await types(id)).filter((type) => type === 'instruction.done' || type === 'hold.placed')).toEqual(['instruction.done', 'hold.placed']);
    expect(await bench.ledger.sql.rows('select 1 from attempts where instruction_id = $1 and purpose = $2', [row.id, 'inbound'])).toHaveLength(3);
  });

  it('a "no" after the stop is told to a person, once, and does not undo the stop', async () => {
    const { id, row } = await waiting('622200000102');
    await settledInbound(await callback(row.id, '0000', measure(100)));
    const twice = await Promise.all([1, 2].map(() => callback(row.id, '0300')));
    for (const one of twice) await settledInbound(one);
    const [now] = await bench.instructions(id);
    expect(now).toMatchObject({ state: 'done', controlled_fen: '100', needs_human: true, refusal: null });
    const escalations = (await bench.facts(id)).filter((fact) => fact.type === 'escalation.raised');
    expect(escalations).toMatchObject([{ data: { reason: 'contradiction', toLevel: 'county', instructionId: row.id } }]);
    const stored = await bench.ledger.sql.rows<{ id: string }>('select id from escalations where incident_id = $1', [id]);
    expect(escalations.map((fact) => fact.data['escalationId'])).toEqual(stored.map((one) => one.id));
    expect(await bench.head(id)).toMatchObject({ human_tasks: 1, money: { controlledFen: 100 } });
    expect((await bench.head(id)).watch_at).not.toBeNull();
  });

  it('two contradictions read in one batch are one call, and the call is in the books', async () => {
    const { id, row } = await waiting('622200000103');
    await settledInbound(await callback(row.id, '0000', measure(100)));
    const no: AttemptResult = { kind: 'answered', answer: { kind: 'refused', reason: 'mismatch', onward: [], cashedOutFen: 0 } };
    // While two others are being written, these pile up into one batch.
    const other = await waiting('622200000113');
    const again: AttemptResult = { kind: 'answered', answer: { kind: 'accepted', reference: null } };
    await Promise.all([
      ...[1, 2].map(() => worker.dispatcher.record(ended(other.id, other.row, 'inbound', null, again))),
      ...[1, 2, 3].map(() => worker.dispatcher.record(ended(id, row, 'inbound', null, no))),
    ]);
    const told = (await bench.facts(id)).filter((fact) => fact.type === 'escalation.raised').map((fact) => fact.data['escalationId']);
    expect(told).toEqual((await bench.ledger.sql.rows<{ id: string }>('select id from escalations where incident_id = $1', [id])).map((one) => one.id));
    expect(told).toHaveLength(1);
  });

  it('a second "done" with another amount is a contradiction, not a repeat', async () => {
    const { id, row } = await waiting('622200000104');
    await settledInbound(await callback(row.id, '0000', measure(100)));
    await settledInbound(await callback(row.id, '0000', measure(40)));
    expect(await types(id)).toContain('instruction.contradicted');
    expect((await bench.instructions(id))[0]).toMatchObject({ state: 'done', controlled_fen: '100', needs_human: true });
  });

  it('a stop after a refusal counts at once, and a person is told', async () => {
    bank.at('622200000105', () => money('0300'));
    const id = await bench.report({ accountNumber: '622200000105', amountFen: 100 });
    const row = await bench.untilState(id, '622200000105', 'refused');
    expect(row.needs_human).toBe(true);
    await settledInbound(await callback(row.id, '0000', measure(100)));
    expect((await bench.instructions(id))[0]).toMatchObject({ state: 'done', refusal: null, needs_human: true });
    expect((await bench.head(id)).money.controlledFen).toBe(100);
  });

  it('an answer by hand counts as the bank\'s, under the person\'s name, and its onward money is followed', async () => {
    const { id, row } = await waiting('622200000106');
    bank.at('622210000106', () => stopped(100));
    await bench.inbound('hand', row.id, JSON.stringify({ outcome: 'refused', refusal: 'moved_on', onward: [{ accountNumber: '622210000106', amountFen: 100, institutionCode: OTHER_BANK }], note: '电话 call' }));
    await bench.untilState(id, '622210000106', 'done');
    const facts = await bench.facts(id);
    expect(facts.find((fact) => fact.type === 'instruction.refused')).toMatchObject({ actor: 'clerk.li', data: { reason: 'moved_on', code: 'BY_HAND', text: '电话 call' } });
    expect(facts.findLast((fact) => fact.type === 'transfer.added')).toMatchObject({ actor: 'clerk.li', data: { layer: 2, source: 'operator' } });
  });

  it.each([
    ['garbage', 'callback', Buffer.from([0xff, 0xfe, 0x00]), 'not_text'],
    ['no JSON', 'callback', Buffer.from('<xml/>'), 'not_json'],
    ['no id', 'callback', Buffer.from('{"code":"0000"}'), 'no_instruction_id'],
    ['an id that is none', 'callback', Buffer.from('{"instructionId":"\'; drop table x; --","code":"0300"}'), 'unknown_instruction'],
    ['an id of nothing', 'callback', Buffer.from('{"instructionId":"01890000-0000-7000-8000-000000000000","code":"0300"}'), 'unknown_instruction'],
    ['a word that is no outcome', 'hand', Buffer.from('{"outcome":"accepted","controlledFen":1,"note":"x"}'), 'incomplete'],
    ['nothing', 'hand', Buffer.from('null'), 'incomplete'],
    ['a moment that is none', 'hand', Buffer.from('{"outcome":"done","controlledFen":1,"bankAt":"yesterday","note":"x"}'), 'incomplete'],
    ['onward money of zero fen', 'hand', Buffer.from('{"outcome":"refused","refusal":"moved_on","onward":[{"accountNumber":"1","amountFen":0}],"note":"x"}'), 'incomplete'],
    ['an onward list that is none', 'hand', Buffer.from('{"outcome":"refused","refusal":"moved_on","onward":"all of it","note":"x"}'), 'incomplete'],
  ] as const)('%s is parked at once with its reason and its bytes', async (_what, source, raw, fault) => {
    // An account of its own each time: a second incident about one account would join the first one's stop.
    const { row } = source === 'hand' ? await waiting(`6222000107${String(raw.length).padStart(4, '0')}`) : { row: { id: null } };
    const inbound = await bench.inbound(source, row.id, raw);
    const parked = await settledInbound(inbound);
    expect(parked).toMatchObject({ state: 'dead', fault });
    expect(parked.raw.equals(raw)).toBe(true);
  });

  const called = async (id: string): Promise<object[]> => (await bench.facts(id)).filter((fact) => fact.type === 'escalation.raised').map(({ data }) => data);

  it('a code that nobody knows makes the instruction uncertain and calls a human in that very commit, with the code named', async () => {
    bank.at('622200000114', () => money('X999', { text: '请联系柜面' }));
    const id = await bench.report({ accountNumber: '622200000114', amountFen: 100 });
    const row = await bench.untilState(id, '622200000114', 'uncertain');
    expect(row).toMatchObject({ needs_human: true, controlled_fen: null });
    expect(await bench.ledger.sql.rows('select answer_code, answer_text, silence_cause from instructions where id = $1', [row.id])).toEqual([{ answer_code: 'X999', answer_text: '请联系柜面', silence_cause: 'unknown_code' }]);
    expect(await called(id)).toMatchObject([{ reason: 'uncertain', toLevel: 'county', instructionId: row.id }]);
    const facts = (await bench.facts(id)).filter((fact) => ['answer.code_unknown', 'instruction.uncertain', 'escalation.raised'].includes(fact.type));
    expect(facts).toMatchObject([{ type: 'answer.code_unknown', actor: `institution:${BANK}`, data: { code: 'X999', text: '请联系柜面' } }, { type: 'instruction.uncertain' }, { type: 'escalation.raised' }]);
    expect(new Set(facts.map((fact) => fact.tx)).size).toBe(1);
    // Asked about again and again, and answered the same: one call, one fact.
    await bench.until('it was asked about twice', async () => bank.heardOf('622200000114', 'query').length >= 3);
    expect([(await called(id)).length, (await types(id)).filter((type) => type === 'answer.code_unknown').length]).toEqual([1, 1]);
    expect(bank.heardOf('622200000114', 'send')).toHaveLength(1);
  });

  it('keeps code and words of an answer that leaves the result unclear', async () => {
    bank.at('622200000116', () => money('1300', { text: '主机超时' }));
    const id = await bench.report({ accountNumber: '622200000116', amountFen: 100 });
    const row = await bench.untilState(id, '622200000116', 'uncertain');
    expect(await bench.ledger.sql.rows('select answer_code, answer_text, silence_cause from instructions where id = $1', [row.id])).toEqual([{ answer_code: '1300', answer_text: '主机超时', silence_cause: 'server_error' }]);
    expect((await types(id)).filter((type) => type === 'answer.code_unknown')).toEqual([]);
  });

  it('a callback with a code that nobody knows settles nothing and calls a human at once', async () => {
    const { id, row } = await waiting('622200000115');
    expect(await settledInbound(await callback(row.id, 'X998', { text: '?' }))).toMatchObject({ state: 'done' });
    expect((await bench.instructions(id))[0]).toMatchObject({ state: 'waiting', needs_human: true, controlled_fen: null });
    expect(await called(id)).toMatchObject([{ reason: 'uncertain', instructionId: row.id }]);
    await settledInbound(await callback(row.id, '0000', measure(100)));
    expect((await bench.instructions(id))[0]).toMatchObject({ state: 'done', controlled_fen: '100' });
    // Once the bank has spoken, a riddle is only kept.
    await settledInbound(await callback(row.id, 'X997'));
    expect([(await called(id)).length, (await types(id)).filter((type) => type === 'answer.code_unknown').length]).toEqual([1, 1]);
  });

  it('an answer about another bank\'s instruction is not believed', async () => {
    const { id, row } = await waiting('622200000108');
    const inbound = await bench.inbound('callback', null, JSON.stringify({ instructionId: row.id, code: '0000', ...measure(100) }), OTHER_BANK);
    expect(await settledInbound(inbound)).toMatchObject({ state: 'dead', fault: 'instruction_of_another_institution' });
    expect((await bench.instructions(id))[0]?.state).toBe('waiting');
  });

  it('a late answer of a request that was given up for lost still counts', async () => {
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => { answer = resolve; });
    bank.at('622200000109', () => answered.then(() => 'hang' as const));
    const id = await bench.report({ accountNumber: '622200000109', amountFen: 100 });
    const row = await bench.untilState(id, '622200000109', 'sending');
    expect(await worker.dispatcher.record(ended(id, row, 'send', row.version, { kind: 'silent', cause: 'worker_lost' }))).toBe('recorded');
    // A second worker noticed the same loss: it is recorded once.
    expect(await worker.dispatcher.record(ended(id, row, 'send', row.version, { kind: 'silent', cause: 'worker_lost' }))).toBe('late');
    expect(await bench.ledger.sql.rows("select 1 from attempts where instruction_id = $1 and cause = 'worker_lost'", [row.id])).toHaveLength(1);
    const done: AttemptResult = { kind: 'answered', answer: { kind: 'done', controlledFen: 100, bankAt: new Date().toISOString(), onward: [], cashedOutFen: 0 } };
    expect(await worker.dispatcher.record(ended(id, row, 'send', row.version, done))).toBe('recorded');
    answer();
    expect((await bench.instructions(id))[0]).toMatchObject({ state: 'done', controlled_fen: '100', lease_owner: null });
  });

  it('silence and "never received" count only under the lease in which they happened', async () => {
    // On a busy machine the usual deadline of a test would end the very attempt that is looked at.
    await bench.ledger.sql.rows('update institutions set deadline_ms = 60000');
    await worker.directory.refresh();
    bank.at('622200000110', () => 'hang');
    const id = await bench.report({ accountNumber: '622200000110', amountFen: 100 });
    const row = await bench.untilState(id, '622200000110', 'sending');
    const stale = row.version - 1;
    // It was said before this message went out: believing it now would send the message a second time while it is under way.
    expect(await worker.dispatcher.record(ended(id, row, 'query', stale, { kind: 'answered', answer: { kind: 'never_received' } }))).toBe('late');
    expect(await worker.dispatcher.record(ended(id, row, 'send', stale, { kind: 'silent', cause: 'timeout' }))).toBe('late');
    expect(await worker.dispatcher.record(ended(id, row, 'send', stale, { kind: 'not_delivered', cause: 'connection_refused' }))).toBe('late');
    expect((await bench.instructions(id))[0]).toMatchObject({ state: 'sending', version: row.version });
    expect(bank.heardOf('622200000110', 'send')).toHaveLength(1);
    await bench.ledger.sql.rows('update institutions set deadline_ms = 300');
    await worker.directory.refresh();
  });

  it('a repeated word while a question is under way does not rob the question of its lease', async () => {
    const { id, row } = await waiting('622200000111');
    let reply: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => { reply = resolve; });
    bank.at('622200000111', async () => { await asked; return stopped(100); });
    await bench.ledger.sql.rows('update instructions set due_at = now() where id = $1', [row.id]);
    worker.dispatcher.wake();
    const leased = await bench.until('the question is under way', async () => (await bench.instructions(id)).find((one) => one.lease_owner !== null));
    await worker.dispatcher.record(ended(id, row, 'inbound', null, { kind: 'answered', answer: { kind: 'accepted', reference: null } }));
    expect((await bench.instructions(id))[0]).toMatchObject({ lease_owner: leased.lease_owner, version: leased.version });
    expect(await worker.dispatcher.record(ended(id, leased, 'query', leased.version, { kind: 'silent', cause: 'timeout' }))).toBe('recorded');
    expect((await bench.instructions(id))[0]).toMatchObject({ state: 'waiting', lease_owner: null });
    reply();
  });

  it('a crowd of callbacks is read without waiting for the clock', async () => {
    const { row } = await waiting('622200000112');
    const inbound = await bench.ledger.sql.rows<{ id: string }>(
      `insert into inbound_answers (id, institution_code, source, actor, received_at, content_type, raw, due_at)
       select gen_random_uuid(), $1, 'callback', 'institution:x', now(), 'application/json', convert_to($2, 'UTF8'), now() from generate_series(1, 400) returning id`,
      [BANK, JSON.stringify({ instructionId: row.id, reference: 'R' })]);
    const started = Date.now();
    worker.inbound.wake();
    await bench.until('all are read', async () => (await bench.ledger.sql.rows("select 1 from inbound_answers where state = 'pending' limit 1")).length === 0);
    expect(inbound).toHaveLength(400);
    // Fifty every half second would take four.
    expect(Date.now() - started).toBeLessThan(3_000);
  });
});
