import { seed } from './seed';

const { DATABASE_URL: databaseUrl = '', SIMULATOR_URL: simulatorUrl = '', NODE_ENV: environment } = process.env;
const faults: string[] = [];
if (environment === 'production') faults.push('NODE_ENV=production: 演示数据（含公开密码的账号）不得写入生产库；请由管理员录入机关、机构和账号 / demo data (accounts with a public password) is never written in production; enter organs, institutions and users yourself');
if (!URL.canParse(databaseUrl)) faults.push('DATABASE_URL: 需要 PostgreSQL 地址 / needs the address of a PostgreSQL');
if (!URL.canParse(simulatorUrl)) faults.push('SIMULATOR_URL: 需要银行模拟器地址 / needs the address of the bank simulator');
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exit(78);
}
seed(databaseUrl, simulatorUrl).then(
  (counts) => process.stdout.write(`已写入 seeded: ${counts.organs} 个机关 organs, ${counts.institutions} 家机构 institutions, ${counts.users} 个账号 users\n`),
  (fault: unknown) => {
    process.stderr.write(`写入失败 seeding failed: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`);
    process.exit(1);
  },
);
