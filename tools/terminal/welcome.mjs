import { relative } from 'node:path';
import { boxed, columns } from './width.mjs';

const ROLES = { operator: '值班员 operator', commander: '指挥员 commander', bank_clerk: '银行专员 bank clerk' };

/** The one box that tells a newcomer where everything is. */
export function welcome(system) {
  const here = relative(process.cwd(), system.dataDir) || '.';
  const places = [
    ['控制台 console', system.url],
    ['接口文档 API docs', `${system.url}/api/docs`],
    ['健康 health', `${system.url}/health/ready`],
    ['指标 metrics', `${system.url}/metrics`],
    ...system.workerUrls.map((url, index) => [`  worker-${index + 1}`, `${url}/metrics`]),
    ['银行模拟器 simulator', system.simulatorUrl],
    ['事实流 fact stream', system.kafkaBrokers ? `Kafka ${system.kafkaBrokers}` : 'PostgreSQL'],
    ['数据 data', here.startsWith('..') ? system.dataDir : `./${here}`],
    ['日志 logs', here.startsWith('..') ? system.logsDir : `./${here}/logs`],
  ];
  const users = system.demoUsers.map((user) => [user.login, user.password, ROLES[user.role] ?? user.role, `${user.place} ${user.name ?? ''}`]);
  const accounts = users.length > 0 ? ['', '演示账号 demo accounts（仅供试用 for trying out only）', ...columns([['登录 login', '密码 password', '角色 role', '单位 place'], ...users]).map((row) => `  ${row}`)] : [];
  return boxed(['紧急止付调度 已就绪 · ready', '', ...columns(places), ...accounts, '', '停止 stop: Ctrl-C']);
}

/** One line about a child that died or came back. */
export function describeReport(report) {
  if (report.kind === 'died') {
    const how = report.signal ?? `exit ${report.code}`;
    return `! ${report.name} 意外退出（${how}），${report.pauseMs} ms 后重启 · ended unexpectedly (${how}), restarting in ${report.pauseMs} ms`;
  }
  if (report.kind === 'back') return `✓ ${report.name} 已恢复（进程 ${report.pid}）· is back (process ${report.pid})`;
  if (report.kind === 'failed') return `! ${report.name} 重启失败 · restart failed: ${report.reason}`;
  if (report.kind === 'moved') return `! 数据库账户无法进入 the database account cannot enter: ${report.where}`;
  return report.line;
}
