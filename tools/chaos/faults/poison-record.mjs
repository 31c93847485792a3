import { Kafka, logLevel } from 'kafkajs';

/** Records in the topic that are no facts, among real ones. */
export default {
  name: 'poison-record',
  breaks: '主题中的有毒消息 · poison records in the topic',
  expects: 'they are put into dead_letters with their reason, and the partition goes on',
  heals: 'nothing to heal',
  streams: ['kafka'],
  async run(world, dice) {
    const producer = new Kafka({ brokers: world.system.kafkaBrokers.split(','), logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    const poison = ['no json', '{"half":', JSON.stringify({ incidentId: 'x', seq: -1 }), null];
    const messages = Array.from({ length: 8 }, () => ({ key: String(dice.whole(0, 1_000_000)), partition: dice.whole(0, 15), value: dice.oneOf(poison) }));
    await producer.send({ topic: 'incident-facts', messages });
    await producer.disconnect();
    for (let i = 0; i < 100; i += 1) {
      const [{ n }] = await world.database.insist("select count(*)::int as n from dead_letters where source <> 'journal'");
      if (n >= messages.length) return;
      await world.pause(200);
    }
    throw new Error('poison records did not arrive in dead_letters within 20 s');
  },
};
