import { freshDatabase } from '../../../../test/infrastructure';
import { factStreamContract } from '../../contract/fact-stream.contract';

factStreamContract('postgres', {
  place: async () => {
    const database = await freshDatabase();
    return { databaseUrl: database.url, kafkaBrokers: null, remove: () => database.drop() };
  },
  beside: async () => null,
  takeOverMsMax: 2_000,
  testMsMax: 20_000,
});
