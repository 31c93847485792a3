import { connect, createServer } from 'node:net';

/**
 * A TCP proxy that can misbehave like a network. Modes:
 *   pass · refuse (nobody listens) · reset (RST as soon as something is said) · half_open (takes everything, forwards nothing, says nothing)
 *   · slow (the first byte of each answer waits `delayMs`) · endless (answers with a body that never ends)
 */
export class TcpProxy {
  mode = 'pass';
  delayMs = 0;
  sockets = new Set();

  /** @param {{ host: string, port: number }} target */
  constructor(target) {
    this.target = target;
    this.server = createServer((client) => this.serve(client));
  }

  async open(port = 0) {
    await new Promise((resolve, reject) => this.server.once('error', reject).listen(port, '127.0.0.1', resolve));
    this.port = this.server.address().port;
    return this.port;
  }

  /** Changes the weather. Connections that stand feel it too: cut when the mode says so, silent when half open. */
  async set(mode, delayMs = 0) {
    const before = this.mode;
    Object.assign(this, { mode, delayMs });
    if (mode === 'refuse') {
      this.cut();
      await new Promise((resolve) => this.server.close(resolve));
    } else if (before === 'refuse') {
      this.server = createServer((client) => this.serve(client));
      await this.open(this.port);
    }
    // What was swallowed is gone; whoever speaks next on such a connection must learn that it is broken.
    if (before === 'half_open' && mode === 'pass') this.cut();
    if (mode === 'endless') this.cut();
  }

  cut() {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  async close() {
    this.cut();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  serve(client) {
    this.keep(client);
    if (this.mode === 'endless') return void this.babble(client);
    const bank = connect(this.target);
    this.keep(bank);
    client.on('data', (bytes) => {
      if (this.mode === 'reset') return void client.resetAndDestroy();
      if (this.mode !== 'half_open') bank.write(bytes);
    });
    bank.on('data', (bytes) => {
      if (this.mode === 'half_open') return;
      if (this.mode !== 'slow') return void client.write(bytes);
      setTimeout(() => client.writable && client.write(bytes), this.delayMs);
    });
    client.on('close', () => bank.destroy());
    bank.on('close', () => client.destroy());
  }

  keep(socket) {
    this.sockets.add(socket);
    socket.setNoDelay(true);
    // A broken connection is what this is for; both sides hear of it by the close.
    socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
  }

  babble(client) {
    client.on('data', () => {
      if (client.babbling) return;
      client.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
      client.babbling = setInterval(() => client.writable && client.write(`400\r\n${' '.repeat(1024)}\r\n`), 5);
    });
    client.on('close', () => clearInterval(client.babbling));
  }
}
