import type { FastifyReply } from 'fastify';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Ledger } from '#ledger';
import { ApiMetrics } from '../health/api-metrics';
import { IntakeGate } from './intake-gate';

/** The gate before real requests: their callers may hang up at any moment, also before the gate sees them. */
describe('the gate before the reports\' door', () => {
  let server: Server;
  const arrived: ((response: ServerResponse) => void)[] = [];
  beforeAll(async () => {
    server = createServer((_, response) => arrived.shift()?.(response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  }));

  const metrics = new ApiMetrics();
  const gate = new IntakeGate({} as Ledger, metrics);
  const inside = async (): Promise<number | undefined> => (await metrics.registry.getSingleMetric('zf_reports_inside')?.get())?.values[0]?.value;

  async function call(): Promise<{ response: ServerResponse; hangUp: () => Promise<void> }> {
    const heard = new Promise<ServerResponse>((resolve) => arrived.push(resolve));
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write('POST /api/v1/incidents HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n'));
    const response = await heard;
    return {
      response,
      hangUp: () => new Promise((resolve) => {
        response.once('close', resolve);
        socket.destroy();
      }),
    };
  }
  const enter = (response: ServerResponse): void => gate.enter({ raw: response, elapsedTime: 0 } as FastifyReply);

  it('counts a caller until it is answered or hangs up', async () => {
    const [answered, impatient] = [await call(), await call()];
    enter(answered.response);
    enter(impatient.response);
    expect(await inside()).toBe(2);
    await impatient.hangUp();
    expect(await inside()).toBe(1);
    const closed = new Promise((resolve) => answered.response.once('close', resolve));
    answered.response.end();
    await closed;
    expect(await inside()).toBe(0);
  });

  it('lets nobody in who has hung up before: nothing would ever say that this one has left, and the door would stay shut', async () => {
    for (let i = 0; i < 40; i += 1) {
      const { response, hangUp } = await call();
      await hangUp();
      expect(() => enter(response)).toThrow(expect.objectContaining({ status: 429 }));
    }
    expect(await inside()).toBe(0);
    const next = await call();
    enter(next.response);
    expect(await inside()).toBe(1);
    await next.hangUp();
  });
});
