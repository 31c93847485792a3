import { Client } from 'pg';
import { io, type Socket } from 'socket.io-client';
import { BoardGateway } from '../src/board/board.gateway';
import { USER_CACHE_MS } from '../src/auth/user-directory';
import { ApiStage } from './api.stage';

/** Clients as socket.io makes them, with no line of code for coming back. */
describe('a desk that was sent away', () => {
  let stage: ApiStage;
  let socket: Socket;
  beforeEach(async () => void (stage = await ApiStage.open()), 60_000);
  afterEach(async () => {
    socket.close();
    await stage.close();
  });

  async function desk(login: string): Promise<Socket> {
    socket = io(`${stage.api.url}/board`, { transports: ['websocket'], auth: { token: await stage.login(login) }, forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 100 });
    return socket;
  }

  async function asOwner(statement: string): Promise<void> {
    const client = new Client({ connectionString: stage.database.url });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }
  /** Connections that socket.io keeps because nobody said whether they may come in. */
  const undecided = (): number => (stage.api.app.get(BoardGateway, { strict: false }) as unknown as { board: { _preConnectSockets: Map<string, unknown> } }).board._preConnectSockets.size;
  const told = (event: string): Promise<any> => new Promise((resolve) => socket.once(event, resolve));

  it('is back by itself after a restart of the api in good order', async () => {
    await desk('liangshan-op');
    await told('welcome');
    const left = told('disconnect');
    const back = left.then(() => told('welcome'));
    await stage.restart();
    expect(await left).toBe('transport close');
    await back;
  }, 60_000);

  it('is in by itself once the books can be asked again', async () => {
    await stage.login('liangshan-op');
    await asOwner('alter table users rename to users_away');
    await desk('liangshan-op');
    let refusals = 0;
    socket.on('connect_error', () => (refusals += 1));
    await told('disconnect');
    await asOwner('alter table users_away rename to users');
    await told('welcome');
    expect(refusals).toBe(0);
    expect(undecided()).toBe(0);
  }, 60_000);

  it('hears that its session is over', async () => {
    await desk('liangshan-op');
    await told('welcome');
    await stage.sql("update users set disabled = true where login = 'liangshan-op'");
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + USER_CACHE_MS + 1);
    expect(await told('connect_error')).toMatchObject({ data: { code: 'unauthorised', zh: expect.any(String) } });
    now.mockRestore();
    expect(socket.active).toBe(false);
  }, 60_000);
});
