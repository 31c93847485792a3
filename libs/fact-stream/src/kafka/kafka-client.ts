import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Kafka, type ISocketFactory, logLevel } from 'kafkajs';
import type { StreamLogger } from '../fact-stream.port';
import { stillRequestQueue } from './still-request-queue';

const CONNECT_MS_MAX = 3_000;
const KEEP_ALIVE_AFTER_MS = 1_000;

/** kafkajs leaves Nagle's algorithm on, which holds small requests back for up to 40 ms. */
const promptSockets: ISocketFactory = ({ host, port, ssl, onConnect }): Socket => {
  const socket = ssl ? connectTls({ host, port, servername: host, ...ssl }, onConnect) : connect({ host, port }, onConnect);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_AFTER_MS);
  return socket;
};

/** A client of the brokers. Connects when one of its parts does. */
export function kafkaClient(brokers: readonly string[], clientName: string, logger: StreamLogger): Kafka {
  stillRequestQueue();
  return new Kafka({
    clientId: clientName, brokers: [...brokers], socketFactory: promptSockets, connectionTimeout: CONNECT_MS_MAX, requestTimeout: 10_000,
    retry: { retries: 4, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: async () => false },
    logLevel: logLevel.WARN,
    logCreator: () => ({ namespace, log }) => {
      // A client's own error is followed by the fault that its caller handles and judges: here it is a hint.
      const { message, timestamp: _timestamp, logger: _logger, ...fields } = log;
      logger.warn({ ...fields, namespace }, `kafka client: ${message}`);
    },
  });
}
