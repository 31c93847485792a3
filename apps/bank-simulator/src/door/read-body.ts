import type { IncomingMessage } from 'node:http';

/** The whole body, or `too_large` when it goes over the limit. Rejects when the sender goes away. */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | 'too_large'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) return 'too_large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
