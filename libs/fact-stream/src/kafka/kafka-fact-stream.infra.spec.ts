import { randomUUID } from 'node:crypto';
import { describeWithKafka, freshDatabase } from '../../../../test/infrastructure';
import { factStreamContract } from '../../contract/fact-stream.contract';
import { openFactRelay } from '../open-fact-stream';

describeWithKafka('the fact stream on Kafka', (kafka) => {
  factStreamContract('kafka', {
    place: async () => {
      const [database, brokers] = await Promise.all([freshDatabase(), kafka.brokers()]);
      return { databaseUrl: database.url, kafkaBrokers: brokers.split(','), topic: `facts-${randomUUID()}`, remove: () => database.drop() };
    },
    beside: async (rails) => {
      const relay = openFactRelay(rails.settings('relay'));
      await relay?.start();
      return relay;
    },
    // The broker notices a killed member after its session timeout of 6 s; then the group is formed anew.
    takeOverMsMax: 12_000,
    testMsMax: 60_000,
  });
});
