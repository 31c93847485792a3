import { SignJWT } from 'jose';
import { USER_CACHE_MS } from '../src/auth/user-directory';
import { ApiStage } from './api.stage';

describe('sessions', () => {
  let stage: ApiStage;
  beforeAll(async () => void (stage = await ApiStage.open({ userRequestsPerSecondMax: 5 })), 60_000);
  afterAll(() => stage.close());
  const login = (name: string, password: string) => stage.ask('POST', '/api/v1/sessions', { body: { login: name, password } });

  it('tells who one is, and offers the demo accounts', async () => {
    expect((await stage.ask('GET', '/api/v1/sessions/me', { token: await stage.login('jining-cmd') })).body).toMatchObject({ login: 'jining-cmd', role: 'commander', organ: { level: 'city' }, institution: null });
    const hints = (await stage.ask('GET', '/api/v1/sessions/hints')).body;
    expect(hints.items).toHaveLength(6);
    expect(hints.stories.map((story: { name: string }) => story.name)).toEqual(['liangshan', 'boxing']);
  });

  it('says the same of an unknown login and a wrong password, and stops after five failures', async () => {
    const [unknown, wrong] = [await login('nobody', 'x'), await login('sd-cmd', 'x')];
    expect([unknown.status, wrong.status, unknown.body.detail === wrong.body.detail]).toEqual([401, 401, true]);
    for (let i = 0; i < 4; i++) await login('sd-cmd', 'x');
    const blocked = await login('sd-cmd', 'demo-1234');
    expect(blocked.status).toBe(429);
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(600);
    expect((await login('binzhou-cmd', 'demo-1234')).status).toBe(201);
  });

  it('lets in no forged, foreign or missing token', async () => {
    const claims = () => new SignJWT().setIssuer('stop-payment').setAudience('stop-payment').setSubject('sd-cmd').setExpirationTime('1h');
    const forged = await claims().setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode('another secret of at least 32 bytes!'));
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"sd-cmd","exp":9999999999}').toString('base64url')}.`;
    const ended = await new SignJWT().setProtectedHeader({ alg: 'HS256' }).setIssuer('stop-payment').setAudience('stop-payment').setSubject('jining-cmd').setExpirationTime(1).sign(stage.configuration.jwtSecret);
    for (const token of [forged, unsigned, ended, 'x', undefined]) {
      expect((await stage.ask('GET', '/api/v1/incidents', { token })).status).toBe(401);
      await expect(stage.connect('', token ?? 'none')).rejects.toMatchObject({ data: { code: 'unauthorised' } });
    }
  });

  it('limits how fast one account may ask, and says when to come again', async () => {
    const token = await stage.login('boxing-op');
    const answers = await Promise.all(Array.from({ length: 40 }, () => stage.ask('GET', '/api/v1/sessions/me', { token })));
    const limited = answers.filter((answer) => answer.status === 429);
    expect(limited.length).toBeGreaterThan(20);
    expect(limited[0]?.headers.get('retry-after')).toBe('1');
  });

  it('shuts out a disabled user within the cache time', async () => {
    const token = await stage.login('liangshan-op');
    await stage.sql("update users set disabled = true where login = 'liangshan-op'");
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + USER_CACHE_MS + 1);
    expect((await stage.ask('GET', '/api/v1/sessions/me', { token })).status).toBe(401);
    now.mockRestore();
  });
});
