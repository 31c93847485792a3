import pg from 'pg';
import { percentile } from '../read-database.mjs';

/** A report, a dump or a forgotten BEGIN: an open snapshot, which keeps dead rows alive. */
export default {
  name: 'held-snapshot',
  inShort: ['embedded'],
  breaks: '长时间持有快照 · a snapshot is held open',
  expects: 'reports are accepted as before',
  heals: 'the snapshot is given up',
  worseBy: ({ heldSnapshotReportP99Ms }) => heldSnapshotReportP99Ms,
  async run(world) {
    const client = new pg.Client({ connectionString: world.system.databaseUrl });
    await client.connect();
    client.on('error', () => undefined);
    try {
      await client.query('begin isolation level repeatable read');
      await client.query('select count(*) from instructions');
      const from = world.load.told.length;
      await world.pause(world.short ? 3_000 : 180_000);
      const took = world.load.told.slice(from).filter(({ status }) => status === 201).map(({ tookMs }) => tookMs);
      return { heldSnapshotReportP99Ms: percentile(took, 0.99) };
    } finally {
      await client.end();
    }
  },
};
