import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `API` names the dispatcher's api for development; the built console is served by the api itself. */
const api = process.env['API'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react()],
  // One operator's console on a fast local network: fewer, larger files start sooner than many small ones.
  build: { chunkSizeWarningLimit: 1_600, sourcemap: false, target: 'es2022' },
  server: { proxy: { '/api': api, '/socket.io': { target: api, ws: true } } },
});
