import { migrate } from './migrate';

const url = process.env['DATABASE_URL'];
if (!url) {
  process.stderr.write('DATABASE_URL 未设置：请给出 PostgreSQL 地址 / DATABASE_URL is not set: give the address of a PostgreSQL\n');
  process.exit(78);
}
migrate(url).then(
  (ran) => process.stdout.write(ran.length > 0 ? `migrated: ${ran.join(', ')}\n` : 'migrated: nothing to do\n'),
  (fault: unknown) => {
    process.stderr.write(`migration failed: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`);
    process.exit(1);
  },
);
