import { connect, createServer, type AddressInfo, type Server } from 'node:net';

/** A wire to PostgreSQL that counts the trips: how often the client speaks again after the server has answered. */
export class FlightCounter {
  flights = 0;
  private serverSpokeLast = true;

  private constructor(private readonly server: Server, readonly url: string) {}

  static async open(databaseUrl: string): Promise<FlightCounter> {
    const database = new URL(databaseUrl);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const counter = new FlightCounter(server, url.toString());
    server.on('connection', (client) => {
      const upstream = connect({ host: database.hostname, port: Number(database.port), noDelay: true });
      client.setNoDelay(true);
      client.on('data', (packet) => {
        if (counter.serverSpokeLast) counter.flights += 1;
        counter.serverSpokeLast = false;
        upstream.write(packet);
      });
      upstream.on('data', (packet) => {
        counter.serverSpokeLast = true;
        client.write(packet);
      });
      client.once('close', () => upstream.destroy()).on('error', () => upstream.destroy());
      upstream.once('close', () => client.destroy()).on('error', () => client.destroy());
    });
    return counter;
  }

  reset(): void {
    this.flights = 0;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
