import { randomUUID } from 'node:crypto';
import type { IncidentView } from '../src/board/incident-view';
import { ApiStage, transfer } from './api.stage';

const CARD = '9990010000004242';

describe('protective stops at the door', () => {
  let stage: ApiStage;
  beforeAll(async () => void (stage = await ApiStage.open()), 60_000);
  afterAll(() => stage.close());

  const report = async (): Promise<IncidentView> => ((await stage.report('liangshan-op', { transfers: [transfer()] })).body as { incident: IncidentView }).incident;
  const post = async (path: string, body: object, login = 'liangshan-op', key?: string) => stage.ask('POST', path, { token: await stage.login(login), body, ...(key ? { key } : {}) });
  const wish = { accountNumber: '9990 0100 0000 4242', holderName: '王芳', consentBy: '王芳', consentMeans: 'phone', reason: '仍在共享屏幕' };

  it('is asked for once with consent and reason, and stands in a list of its own', async () => {
    const { id, holds, money } = await report();
    const key = randomUUID();
    const path = `/api/v1/incidents/${id}/protective-stops`;
    const asked = await post(path, wish, 'liangshan-op', key);
    expect(asked).toMatchObject({
      status: 202,
      body: { protectiveStops: [{ institutionCode: '999010000001', accountNumber: CARD, holderName: '王芳', consent: { by: '王芳', means: 'phone' }, reason: '仍在共享屏幕', requestedBy: 'liangshan-op', instructionId: null, instructionState: null, state: null, until: null, release: null }] },
    });
    expect([asked.body.holds, asked.body.instructions, asked.body.money]).toEqual([holds, [], money]);
    expect((await post(path, wish, 'liangshan-op', key)).headers.get('idempotent-replayed')).toBe('true');
    expect(await post(path, wish)).toMatchObject({ status: 409, body: { errors: [{ field: 'accountNumber', zh: expect.stringContaining('已'), en: expect.stringContaining('under way') }] } });
    const [fact] = await stage.sql("select data, actor from journal where incident_id = $1 and type = 'protection.requested'", [id]);
    expect(fact).toMatchObject({ actor: 'liangshan-op', data: { accountNumber: CARD, consent: { by: '王芳', means: 'phone', at: expect.stringMatching(/Z$/) } } });
    // Nobody has told the bank yet.
    const release = `${path}/${asked.body.protectiveStops[0].id}/release`;
    expect(await post(release, { reason: '本人要求' })).toMatchObject({ status: 409, body: { errors: [{ field: 'reason', en: expect.stringContaining('has not said yet') }] } });
    expect(await post(release, { reason: '本人要求' }, 'boxing-op')).toMatchObject({ status: 404 });
    expect(await post(`${path}/${randomUUID()}/release`, { reason: '本人要求' })).toMatchObject({ status: 404 });
  });

  it.each([
    ['no consent', { consentBy: undefined }, 'consentBy'], ['a blank one', { consentBy: '  ' }, 'consentBy'], ['no means', { consentMeans: 'letter' }, 'consentMeans'], ['no reason', { reason: ' ' }, 'reason'],
    ['no name', { holderName: undefined }, 'holderName'], ['a moment without zone', { consentedAt: '2026-11-24T10:00:00' }, 'consentedAt'], ['an unknown bank', { accountNumber: '1111222233334444' }, 'institutionCode'],
  ])('is refused with 400 for %s', async (_what, change, field) => {
    const { id } = await report();
    expect(await post(`/api/v1/incidents/${id}/protective-stops`, { ...wish, ...change })).toMatchObject({ status: 400, body: { errors: expect.arrayContaining([expect.objectContaining({ field })]) } });
  });

  it('is not for the account that the money went into, nor with a consent of tomorrow', async () => {
    const { id, transfers } = await report();
    const path = `/api/v1/incidents/${id}/protective-stops`;
    expect(await post(path, { ...wish, accountNumber: transfers[0]?.accountNumber })).toMatchObject({ status: 409, body: { errors: [{ field: 'accountNumber', en: expect.stringContaining('a stop') }] } });
    expect(await post(path, { ...wish, consentedAt: new Date(Date.now() + 86_400_000).toISOString() })).toMatchObject({ status: 409, body: { errors: [{ field: 'consentedAt' }] } });
  });
});
