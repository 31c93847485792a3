import { randomUUID } from 'node:crypto';
import { ApiStage, transfer, type Answer, type AskOptions } from './api.stage';

const long = 'x'.repeat(5_000);

describe('junk at the doors', () => {
  let stage: ApiStage;
  let token: string;
  let incidentId: string;
  beforeAll(async () => {
    stage = await ApiStage.open();
    token = await stage.login('liangshan-op');
    incidentId = (await stage.report('liangshan-op')).body.incident.id;
  }, 60_000);
  afterAll(() => stage.close());

  const refused = (answer: Answer, status: number, field?: string): void => {
    expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({ status, type: 'application/problem+json; charset=utf-8' });
    expect(answer.body).toMatchObject({ status, title: expect.stringMatching(/./), detail: expect.stringMatching(/./), code: expect.stringMatching(/^[a-z_]+$/), traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    if (field !== undefined) expect(answer.body.errors.map((fault: { field: string }) => fault.field)).toContain(field);
    for (const fault of answer.body.errors ?? []) expect([/[\u4e00-\u9fff]/.test(fault.zh), /[a-z]{2}/.test(fault.en), /[\u4e00-\u9fff]/.test(fault.en)]).toEqual([true, true, false]);
  };

  const reports: [what: string, field: string, body: unknown][] = [
    ['no transfers', 'transfers', {}], ['an empty list', 'transfers', { transfers: [] }], ['a text for a list', 'transfers', { transfers: 'x' }], ['too many', 'transfers', { transfers: Array.from({ length: 51 }, () => transfer()) }],
    ['a null transfer', 'transfers', { transfers: [null] }], ['a number for a transfer', 'transfers', { transfers: [1] }], ['a list for a transfer', 'transfers', { transfers: [[]] }], ['no amount', 'transfers[0].amountFen', { transfers: [transfer({ amountFen: undefined })] }],
    ['half a fen', 'transfers[0].amountFen', { transfers: [transfer({ amountFen: 0.5 })] }], ['nothing', 'transfers[0].amountFen', { transfers: [transfer({ amountFen: 0 })] }], ['a negative amount', 'transfers[0].amountFen', { transfers: [transfer({ amountFen: -1 })] }],
    ['more than the largest', 'transfers[0].amountFen', { transfers: [transfer({ amountFen: 1_000_000_000_001 })] }], ['an amount as text', 'transfers[0].amountFen', { transfers: [transfer({ amountFen: '100' })] }],
    ['a number as a number', 'transfers[0].accountNumber', { transfers: [transfer({ accountNumber: 999001 })] }], ['only dashes', 'transfers[0].accountNumber', { transfers: [transfer({ accountNumber: '- -' })] }], ['a long number', 'transfers[0].accountNumber', { transfers: [transfer({ accountNumber: long })] }],
    ['an unknown institution', 'transfers[0].institutionCode', { transfers: [transfer({ institutionCode: '123' })] }], ['an unknown kind', 'transfers[0].accountKind', { transfers: [transfer({ accountKind: 'purse' })] }],
    ['a time without zone', 'transfers[0].transferredAt', { transfers: [transfer({ transferredAt: '2026-01-01T00:00:00' })] }], ['the 30th of February', 'transfers[0].transferredAt', { transfers: [transfer({ transferredAt: '2026-02-30T00:00:00Z' })] }],
    ['a call in the future', 'reportedAt', { reportedAt: '2199-01-01T00:00:00Z', transfers: [transfer()] }], ['an unknown field', 'colour', { colour: 1, transfers: [transfer()] }], ['a long name', 'victimName', { victimName: long, transfers: [transfer()] }],
    ['a null character', 'victimName', { victimName: 'a\0b', transfers: [transfer()] }], ['half a character', 'narrative', { narrative: '\ud800', transfers: [transfer()] }], ['an object for a text', 'victimName', { victimName: { $gt: '' }, transfers: [transfer()] }],
    ['a foreign prototype', 'body', '{"__proto__":{"x":1},"transfers":[]}'], ['a list', 'body', []], ['null', 'body', 'null'], ['a text', 'body', '"x"'], ['half of JSON', 'body', '{"transfers":'], ['nothing at all', 'body', ''],
  ];
  it.each(reports)('a report with %s names the field %s', async (_what, field, body) => {
    const options: AskOptions = typeof body === 'string' ? { token, raw: body } : { token, body };
    refused(await stage.ask('POST', '/api/v1/incidents', options), 400, field);
  });

  it('tells its operator how far the host\'s wall clock is from the books\' time', async () => {
    const { body } = await stage.ask('GET', '/health/ready');
    expect(body).toMatchObject({ status: 'ready', clock: { hostMs: expect.any(Number), databaseStepMs: 0 } });
    expect(Math.abs(body.clock.hostMs)).toBeLessThan(1_000);
    const metrics = (await stage.ask('GET', '/metrics')).body as unknown as string;
    expect(metrics).toMatch(/^zf_clock_host_offset_seconds -?0(\.\d+)?$/m);
    expect(metrics).toMatch(/^zf_clock_database_step_seconds -?0$/m);
  });

  it('a body that is too large, of another type, or without a key', async () => {
    refused(await stage.ask('POST', '/api/v1/incidents', { token, body: { narrative: 'x'.repeat(300_000), transfers: [transfer()] } }), 413, 'body');
    refused(await stage.ask('POST', '/api/v1/incidents', { token, raw: '<xml/>', headers: { 'content-type': 'application/xml' } }), 415, 'content-type');
    // A form could come from any page of any site, and a text from anybody's form: neither is a language of this door.
    for (const type of ['application/x-www-form-urlencoded', 'text/plain']) refused(await stage.ask('POST', '/api/v1/sessions', { raw: 'login=liangshan-op&password=x', headers: { 'content-type': type } }), 415, 'content-type');
    refused(await stage.ask('POST', '/api/v1/incidents', { token, body: { transfers: [transfer()] }, key: null }), 400, 'Idempotency-Key');
    refused(await stage.ask('POST', '/api/v1/incidents', { token, body: { transfers: [transfer()] }, key: 'short' }), 400, 'Idempotency-Key');
  });

  it.each([
    ['/api/v1/incidents?limit=0', 400, 'limit'], ['/api/v1/incidents?limit=201', 400, 'limit'], ['/api/v1/incidents?limit=x', 400, 'limit'], ['/api/v1/incidents?state=open', 400, 'state'], ['/api/v1/incidents?before=zzz', 400, 'before'],
    ['/api/v1/incidents?q=%00', 400, 'q'], ['/api/v1/incidents?limit=1&limit=2', 400, 'limit'], ['/api/v1/incidents?colour=1', 400, 'colour'], ['/api/v1/incidents/1', 404, undefined], [`/api/v1/incidents/${randomUUID()}`, 404, undefined], ['/api/v1/incidents/%2e%2e%2f', 404, undefined],
    ['/api/v1/nothing', 404, undefined], ['/health/nothing', 404, undefined], ['/api/v1/account-hints', 400, 'number'], ['/api/v1/incidents/%zz', 400, 'body'],
  ] as const)('GET %s is refused with %i', async (path, status, field) => refused(await stage.ask('GET', path, { token }), status, field));

  it('lists page by page, and finds by number, name and account', async () => {
    const accountNumber = '9990019876543210';
    for (let i = 0; i < 3; i++) await stage.report('liangshan-op', { victimName: '分页_测试', transfers: [transfer({ accountNumber })] });
    const first = await stage.ask('GET', `/api/v1/incidents?q=${accountNumber}&limit=2`, { token });
    const second = await stage.ask('GET', `/api/v1/incidents?q=${accountNumber}&limit=2&before=${first.body.next}`, { token });
    expect([first.body.items.length, second.body.items.length, second.body.next]).toEqual([2, 1, null]);
    expect((await stage.ask('GET', `/api/v1/incidents?q=${encodeURIComponent('分页_')}`, { token })).body.items).toHaveLength(3);
    expect((await stage.ask('GET', `/api/v1/incidents?q=${encodeURIComponent('分页%')}`, { token })).body.items).toHaveLength(0);
    expect((await stage.ask('POST', '/api/v1/duplicates', { token, body: { transfers: [{ accountNumber }] } })).body.items).toHaveLength(3);
  });

  it('answers in English to whoever prefers it, and with the trace it was given', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const answer = await stage.ask('GET', '/api/v1/incidents/1', { token, headers: { 'accept-language': 'zh;q=0.5, en-GB', traceparent } });
    expect(answer.body).toMatchObject({ title: 'Not found', traceId: '0af7651916cd43dd8448eb211c80319c' });
    expect(answer.headers.get('traceparent')).toBe(traceparent);
  });

  it('tells the browser on every answer, found or not, what a page may do', async () => {
    for (const path of ['/health/live', '/api/v1/nothing', '/api/docs-json']) {
      const { headers } = await stage.ask('GET', path);
      expect(headers.get('content-security-policy')).toBe("default-src 'self';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data: blob:;font-src 'self' data:;connect-src 'self' ws: wss:;worker-src 'self' blob:;object-src 'none';base-uri 'self';form-action 'self';frame-ancestors 'none'");
      expect(Object.fromEntries(['x-content-type-options', 'x-frame-options', 'referrer-policy', 'cross-origin-opener-policy', 'strict-transport-security', 'x-powered-by'].map((name) => [name, headers.get(name)])))
        .toEqual({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'strict-transport-security': null, 'x-powered-by': null });
    }
  });

  it('shows nobody what lies outside the scope', async () => {
    const other = await stage.login('boxing-op');
    for (const path of ['', '/facts']) refused(await stage.ask('GET', `/api/v1/incidents/${incidentId}${path}`, { token: other }), 404);
    refused(await stage.ask('POST', `/api/v1/incidents/${incidentId}/transfers`, { token: other, body: transfer() }), 404);
    refused(await stage.ask('PATCH', `/api/v1/incidents/${incidentId}`, { token: other, body: { victimName: 'x' }, headers: { 'if-match': '1' } }), 404);
    expect((await stage.ask('GET', '/api/v1/incidents?q=ZF370832', { token: other })).body.items).toEqual([]);
    expect((await stage.ask('GET', '/api/v1/incidents?organ=370832000000', { token: other })).body.items).toEqual([]);
    for (const login of ['jining-cmd', 'sd-cmd']) expect((await stage.ask('GET', `/api/v1/incidents/${incidentId}`, { token: await stage.login(login) })).status).toBe(200);
    refused(await stage.ask('GET', `/api/v1/incidents/${incidentId}`, { token: await stage.login('shiqiao-clerk') }), 403);
  });

  it('serves a clear page while the console is not built', async () => {
    const answer = await stage.ask('GET', '/incidents/1');
    expect(answer.status).toBe(503);
    expect(answer.body).toContain('npm run build:console');
  });

  it('describes itself in OpenAPI 3.1', async () => {
    const { body } = await stage.ask('GET', '/api/docs-json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.components.schemas)).toEqual(expect.arrayContaining(['ReportIncidentDto', 'TransferDto', 'HandAnswerDto']));
    expect((await stage.ask('GET', '/api/docs')).body).toContain('swagger-ui');
  });
});
