import { ApiStage, transfer } from './api.stage';

describe('without its database', () => {
  let stage: ApiStage;
  beforeAll(async () => { stage = await ApiStage.open(); }, 60_000);
  afterAll(() => stage.close());

  it('says so with 503, is not ready, lives on, and lets nobody believe that something was written', async () => {
    const token = await stage.login('liangshan-op');
    await stage.database.drop();
    const report = await stage.ask('POST', '/api/v1/incidents', { token, body: { transfers: [transfer()] } });
    expect(report).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(report.headers.get('retry-after')).toBe('2');
    expect((await stage.ask('GET', '/health/live')).status).toBe(200);
    expect(await stage.ask('GET', '/health/ready')).toMatchObject({ status: 503, body: { status: 'not_ready', parts: { database: { status: 'down' } } } });
  }, 60_000);
});
