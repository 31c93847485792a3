import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';

// Nest brings its own copy of socket.io: its types are taken from there.
type CreateServer = IoAdapter['createIOServer'];
type Options = NonNullable<Parameters<CreateServer>[1]>;

/** A resume with 500 incidents is about 25 KB. */
const MESSAGE_BYTES_MAX = 64 * 1024;

/** socket.io on the api's own HTTP server: websocket only, no compression (it costs more than it saves on small frames), same origin. */
export class SocketAdapter extends IoAdapter {
  constructor(app: INestApplicationContext) {
    super(app);
  }

  override createIOServer(port: number, options?: Options): ReturnType<CreateServer> {
    const ours: Partial<Options> = {
      path: '/socket.io', transports: ['websocket'], perMessageDeflate: false, httpCompression: false, maxHttpBufferSize: MESSAGE_BYTES_MAX,
      serveClient: false, pingInterval: 10_000, pingTimeout: 5_000, connectTimeout: 10_000,
    };
    return super.createIOServer(port, { ...options, ...ours } as Options);
  }
}
