import type { Kafka, KafkaMessage, Producer } from 'kafkajs';
import type { Fact } from '#domain';
import type { Ledger } from '#ledger';
import { deadLetterOf, writeDeadLetter } from '../delivery/dead-letter';
import type { StreamLogger } from '../fact-stream.port';
import { deadTopicOf } from './ensure-topics';

/** A message that is no fact, and why. */
export interface UnreadableMessage {
  readonly partition: number;
  readonly message: KafkaMessage;
  readonly reason: string;
}

/** Puts aside what a group cannot take: into the table dead_letters, and unreadable messages into the dead-letter topic too. */
export class DeadLetterOffice {
  private producer: Promise<Producer> | null = null;
  private written = 0;

  constructor(private readonly ledger: Ledger, private readonly kafka: Kafka, private readonly topic: string, private readonly reader: string, private readonly logger: StreamLogger) {}

  /** Letters written since the start. */
  get count(): number {
    return this.written;
  }

  async buryFact(fact: Fact, reason: string): Promise<void> {
    await writeDeadLetter(this.ledger.sql, deadLetterOf(this.reader, fact, reason));
    this.written += 1;
  }

  /** Rejects while database or broker do not take it; burying the same message twice leaves one row. */
  async buryUnreadable({ partition, message, reason }: UnreadableMessage): Promise<void> {
    const source = `${this.topic}/${partition}/${message.offset}`;
    await writeDeadLetter(this.ledger.sql, { reader: this.reader, source, incidentId: null, seq: null, reason, raw: message.value ?? Buffer.alloc(0) });
    await this.publish(message, { source, reader: this.reader, reason });
    this.written += 1;
    this.logger.error({ source, reason }, 'a message that is no fact was put into dead_letters');
  }

  async close(): Promise<void> {
    const producer = this.producer;
    this.producer = null;
    // One that never came to stand has nothing to close; its fault went to whoever awaited it.
    await producer?.then((standing) => standing.disconnect()).catch(() => undefined);
  }

  private async publish(message: KafkaMessage, headers: Record<string, string>): Promise<void> {
    try {
      const producer = await (this.producer ??= this.connectProducer());
      await producer.send({ topic: deadTopicOf(this.topic), acks: -1, messages: [{ key: message.key, value: message.value, headers }] });
    } catch (fault) {
      await this.close();
      throw fault;
    }
  }

  private async connectProducer(): Promise<Producer> {
    const producer = this.kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return producer;
  }
}
