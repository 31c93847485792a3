/** What specs may ask for: see each file. */
export { emptyDatabase, freshDatabase, type FreshDatabase } from './fresh-database';
export { describeWithKafka, type TestKafka } from './kafka';
export { describeWithBrowser } from './browser';
