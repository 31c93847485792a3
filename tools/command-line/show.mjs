import { columns } from '../terminal/width.mjs';

const yuan = (fen) => (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
const moment = (iso) => (iso ? new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(5, 19).replace('T', ' ') : '—');
const nameOf = (named, lang) => (typeof named === 'object' && named ? named[lang] : (named ?? ''));

/** Words of the tables; a state or kind that is not here is shown as the api calls it. */
const WORDS = {
  zh: {
    planned: '待发', sending: '已发', waiting: '银行已收', uncertain: '不明', undelivered: '未送达', queued: '轮候未生效', done: '已止付', partly_done: '部分止付', refused: '拒绝', withdrawn: '已撤回', live: '在办', settled: '已办结',
    stop: '止付', freeze: '冻结', extend: '续止', release: '解除止付', extend_freeze: '续冻', unfreeze: '解冻', in_force: '生效', lapsed: '已失效', released: '已解除', converted: '已转冻结',
    layers: '层级过深', fan_out: '分支过多', least_amount: '金额过小', cycle: '回流', county: '县', city: '市', province: '省',
  },
  en: { queued: 'in queue, not in force', partly_done: 'partly done', in_force: 'in force', extend_freeze: 'renew freeze' },
};
const HEADS = {
  list: { zh: ['编号', '状态', '被骗', '控制', '待反馈', '待人工', '报警人', '机关', '录入'], en: ['number', 'state', 'lost', 'controlled', 'open', 'for a human', 'caller', 'organ', 'entered'] },
  flow: { zh: ['层级', '账户', '机构', '进账', '指令', '控制', '控制期限'], en: ['layer', 'account', 'institution', 'amount in', 'instruction', 'controlled', 'hold'] },
  facts: { zh: ['序号', '时间', '谁', '事实', '内容'], en: ['no', 'at', 'who', 'fact', 'content'] },
  permits: { zh: ['措施', '可否', '原因'], en: ['measure', 'now', 'why not'] },
  institutions: { zh: ['代码', '名称', '卡号前缀'], en: ['code', 'name', 'prefixes'] },
};

/** Ways of showing an answer to a person: each gives lines. */
export const SHOWS = {
  record: (told) => columns(Object.entries(told).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)])),
  rows: ({ items }, lang) => (items.length === 0 ? [lang === 'zh' ? '没有' : 'none'] : columns([Object.keys(items[0]), ...items.map((one) => Object.entries(one).map(([name, value]) => (name.endsWith('Fen') ? `¥${yuan(value)}` : value === null ? '—' : String(nameOf(value, lang)))))])),
  list: ({ items, next }, lang) => [
    ...table('list', lang, items.map((one) => [one.number, word(lang, one.state), yuan(one.money.lostFen), yuan(one.money.controlledFen), one.openInstructions, one.humanTasks, one.victimName ?? '—', one.organName, moment(one.enteredAt)])),
    ...(next ? [`--before ${next}`] : []),
  ],
  incident: (told, lang) => incident(told.incident ?? told, lang),
  facts: ({ items }, lang) => table('facts', lang, items.map((fact) => [fact.seq, moment(fact.at), fact.actor, fact.type, brief(fact.data)])),
  permits: ({ measures }, lang) => table('permits', lang, measures.map(({ kind, permitted, why }) => [word(lang, kind), permitted ? (lang === 'zh' ? '可以' : 'yes') : (lang === 'zh' ? '不可' : 'no'), why?.[lang] ?? ''])),
  institutions: ({ items }, lang) => table('institutions', lang, items.map(({ code, name, binPrefixes }) => [code, nameOf(name, lang), binPrefixes.join(' ')])),
};

function incident(view, lang) {
  const zh = lang === 'zh';
  const { money } = view;
  return [
    `${view.number}  ${view.organName}  ${word(lang, view.state)}  ${view.details.victimName ?? ''}`.trimEnd(),
    zh ? `被骗 ${yuan(money.lostFen)} = 控制 ${yuan(money.controlledFen)} + 在途 ${yuan(money.inFlightFen)} + 取现 ${yuan(money.cashedOutFen)} + 去向不明 ${yuan(money.untracedFen)} + 返还 ${yuan(money.returnedFen)}`
      : `lost ${yuan(money.lostFen)} = controlled ${yuan(money.controlledFen)} + in flight ${yuan(money.inFlightFen)} + cashed out ${yuan(money.cashedOutFen)} + untraced ${yuan(money.untracedFen)} + returned ${yuan(money.returnedFen)}`,
    '',
    ...table('flow', lang, inTreeOrder(view.transfers).flatMap((transfer) => [flowRow(view, transfer, lang), ...view.cutOffs.filter(({ fromTransferId }) => fromTransferId === transfer.transferId).map((cut) => [`${'  '.repeat(transfer.layer)}✂`, cut.accountNumber, cut.institutionCode ?? '—', yuan(cut.amountFen), `${zh ? '未继续追踪' : 'not followed'}: ${word(lang, cut.reason)}`, '', ''])])),
    '',
    ...view.holds.filter(({ state }) => state === 'in_force').map((hold) => `${zh ? '控制' : 'hold'} ${hold.id}  ${hold.accountNumber}`),
    ...view.queuedFreezes.map((one) => queueLine(view, one, zh)),
    ...view.instructions.filter(({ needsHuman }) => needsHuman).map((one) => `${zh ? '待人工' : 'for a human'} ${one.id}  ${one.accountNumber}`),
    ...view.escalations.filter(({ acknowledgedAt }) => acknowledgedAt === null).map((one) => `${zh ? '待确认升级' : 'to acknowledge'} ${one.id}  ${word(lang, one.toLevel)} ${one.reason}`),
  ];
}

function flowRow(view, transfer, lang) {
  const { transferId } = transfer;
  const instruction = view.instructions.findLast((one) => one.transferId === transferId && one.kind === 'stop');
  const holds = view.holds.filter((one) => one.transferId === transferId);
  const hold = holds.findLast(({ state }) => state === 'in_force') ?? holds.at(-1);
  return [
    `${'  '.repeat(transfer.layer - 1)}${transfer.layer}`, transfer.accountNumber, nameOf(instruction?.institutionName, lang) || transfer.institutionCode || (lang === 'zh' ? '机构未知' : 'unknown'), yuan(transfer.amountFen),
    instruction ? word(lang, instruction.state) : transfer.cover ? `→ ${transfer.cover.incidentNumber}` : '—', hold ? yuan(hold.controlledFen) : '—', hold ? holdWords(view, hold, lang) : '—',
  ];
}

/** A freeze that only waits: who stands before it, and how long anything holds the money. */
function queueLine(view, { id, accountNumber, position, prior, stopUntil }, zh) {
  const before = prior.map(({ authority, until }) => `${authority}${until ? ` → ${new Date(Date.parse(until) + 8 * 3_600_000).toISOString().slice(0, 10)}` : ''}`).join(zh ? '、' : ', ');
  const runs = stopUntil === null ? (zh ? '原止付已不在' : 'no stop runs any more') : zh ? `原止付剩 ${hoursLeft(view, stopUntil)} 小时` : `its stop has ${hoursLeft(view, stopUntil)} h left`;
  return [zh ? `轮候第 ${position} 位，未生效` : `queue place ${position}, not in force`, id, accountNumber, before && (zh ? `在先 ${before}` : `behind ${before}`), runs].filter(Boolean).join('  ');
}

const hoursLeft = (view, until) => (Math.max(0, Date.parse(until) - Date.parse(view.serverTime)) / 3_600_000).toFixed(1);

function holdWords(view, hold, lang) {
  const zh = lang === 'zh';
  if (hold.state !== 'in_force') return word(lang, hold.state);
  const hours = hoursLeft(view, hold.until);
  const which = hold.kind === 'freeze' ? word(lang, 'freeze') : zh ? `第 ${hold.stopNo} 次，共 2 次` : `stop ${hold.stopNo} of 2`;
  const underway = hold.underway ? (zh ? ` · ${word(lang, hold.underway.kind)}待反馈` : ` · ${word(lang, hold.underway.kind)}: awaiting the bank`) : '';
  return `${zh ? `剩 ${hours} 小时` : `${hours} h left`} · ${which}${underway}`;
}

function inTreeOrder(transfers) {
  const known = new Set(transfers.map(({ transferId }) => transferId));
  const below = (parent) => transfers.filter(({ parentTransferId }) => (known.has(parentTransferId) ? parentTransferId : null) === parent).flatMap((one) => [one, ...below(one.transferId)]);
  return below(null);
}

/** A fact for one line of a terminal. */
export function brief(data) {
  return Object.entries(data).filter(([, value]) => value !== null && typeof value !== 'object').map(([name, value]) => (name.endsWith('Fen') ? `${name.slice(0, -3)}=¥${yuan(value)}` : `${name}=${value}`)).join(' ').slice(0, 160);
}

export const clockOf = moment;
const word = (lang, name) => WORDS[lang][name] ?? String(name).replaceAll('_', ' ');
const table = (name, lang, rows) => columns([HEADS[name][lang], ...rows.map((row) => row.map(String))]);
