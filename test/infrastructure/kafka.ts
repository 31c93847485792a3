import { askDesk } from './ask-desk';
import { describeWith } from './describe-with';

export interface TestKafka {
  /** "host:port[,host:port]" of a real Apache Kafka; call it in `beforeAll` (the first call of a run starts the broker, 5 to 15 s). */
  brokers(): Promise<string>;
}

/** The broker is shared by the whole run: name topics and groups so that they are this suite's own. It does not create topics by itself. */
export function describeWithKafka(suite: string, body: (kafka: TestKafka) => void): void {
  const kafka = { brokers: async () => (await askDesk<{ brokers: string }>('kafka')).brokers };
  describeWith('Apache Kafka', process.env['TEST_KAFKA_ABSENT'], suite, () => body(kafka));
}
