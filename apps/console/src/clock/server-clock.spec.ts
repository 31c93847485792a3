import { bestOf, serverNow, setServerClock } from './server-clock';

describe("the server's clock", () => {
  it('trusts the shortest round trip, and takes its middle', () => {
    expect(bestOf([{ askedAt: 0, answeredAt: 400, serverMs: 1 }, { askedAt: 500, answeredAt: 510, serverMs: 9_000 }])).toEqual({ serverMs: 9_000, readAt: 505 });
    expect(bestOf([])).toBeUndefined();
  });
  it('follows the server even when this machine is ten minutes off', () => {
    const told = Date.now() + 600_000;
    setServerClock([{ askedAt: performance.now(), answeredAt: performance.now(), serverMs: told }]);
    expect(Math.abs(serverNow() - told)).toBeLessThan(250);
  });
});
