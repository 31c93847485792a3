import { columns } from '../terminal/width.mjs';

const yuan = (fen) => (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
const moment = (iso) => (iso ? new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(5, 19).replace('T', ' ') : '—');
const nameOf = (named, lang) => (typeof named === 'object' && named ? named[lang] : (named ?? ''));

/** Words of the tables; a state or kind that is not here is shown as the api calls it. */
const WORDS = {
  zh: {
    planned: '待发', sending: '已发', waiting: '银行已收', uncertain: '不明', undelivered: '未送达', queued: '轮候未生效', done: '已止付', partly_done: '部分止付', refused: '拒绝', withdrawn: '已撤回', live: '在办', settled: '已办结',
    stop: '止付', freeze: '冻结', extend: '续止', release: '解除止付', extend_freeze: '续冻', unfreeze: '解冻', in_force: '生效', lapsed: '已失效', released: '已解除', converted: '已转冻结', annulled: '从未生效（已更正）',
    station: '派出所', decided: '已决定，待银行支付', paid: '已返还', cancelled: '已撤销', single: '唯一入账', traced: '按时间溯源', pro_rata: '按比例', before: '须先批准', after: '须补批', new: '新增', known: '已有', cut_off: '不追踪',
    query_flow: '查询流水', query_holder: '查询持卡人', watch: '监控', unwatch: '解除监控', layers: '层级过深', fan_out: '分支过多', least_amount: '金额过小', cycle: '回流', county: '县', city: '市', province: '省', phone: '未送达，请电话联系银行',
  },
  en: { queued: 'in queue, not in force', decided: 'decided, bank has not paid', paid: 'returned', cancelled: 'called off', cut_off: 'not followed', single: 'only credit', pro_rata: 'by losses', before: 'before it goes out', after: 'afterwards', query_flow: 'flow query', query_holder: 'holder query', partly_done: 'partly done', in_force: 'in force', extend_freeze: 'renew freeze', annulled: 'never was (corrected)', phone: 'not delivered, telephone the bank' },
};
const HEADS = {
  list: { zh: ['编号', '状态', '被骗', '控制', '待反馈', '待人工', '报警人', '机关', '录入'], en: ['number', 'state', 'lost', 'controlled', 'open', 'for a human', 'caller', 'organ', 'entered'] },
  flow: { zh: ['层级', '账户', '机构', '进账', '指令', '控制', '控制期限'], en: ['layer', 'account', 'institution', 'amount in', 'instruction', 'controlled', 'hold'] },
  facts: { zh: ['序号', '时间', '谁', '事实', '内容'], en: ['no', 'at', 'who', 'fact', 'content'] },
  permits: { zh: ['措施', '可否', '原因'], en: ['measure', 'now', 'why not'] },
  approvals: { zh: ['警情', '机关', '事项', '何时批', '机构', '账户', '金额', '申请人', '答复期限', '指令'], en: ['incident', 'organ', 'what', 'when', 'institution', 'account', 'amount', 'asked by', 'answer by', 'instruction'] },
  officers: { zh: ['代码', '姓名', '证件号', '电话', '机关', '默认协查人'], en: ['code', 'name', 'id number', 'phone', 'organ', 'second by default'] },
  returns: { zh: ['状态', '被害人警情', '账户', '金额', '依据', '批准人', '决定时间', '支付时间', '流水号', 'id'], en: ['state', "victim's incident", 'account', 'amount', 'method', 'approved by', 'decided', 'paid', 'serial', 'id'] },
  shares: { zh: ['被害人警情', '机关', '损失', '已保全', '已决定', '现可返还', '按比例份额', '警情 id（--victim）'], en: ["victim's incident", 'organ', 'lost', 'secured', 'decided', 'returnable now', 'share by losses', 'incident id (--victim)'] },
  statement: { zh: ['行', '判定', '时间', '金额', '对方账号', '户名', '机构'], en: ['line', 'verdict', 'at', 'amount', 'paid to', 'holder', 'institution'] },
  organs: { zh: ['代码', '机关'], en: ['code', 'organ'] },
  handOvers: { zh: ['警情', '移交机关', '控制', '账户', '金额', '到期', '理由', '提出时间'], en: ['incident', 'offered by', 'hold', 'account', 'controlled', 'until', 'reason', 'offered at'] },
  institutions: { zh: ['代码', '名称', '卡号前缀'], en: ['code', 'name', 'prefixes'] },
};

/** Ways of showing an answer to a person: each gives lines. */
export const SHOWS = {
  record: (told) => columns(Object.entries(told).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)])),
  list: ({ items, next }, lang) => [
    ...table('list', lang, items.map((one) => [one.number, word(lang, one.state), yuan(one.money.lostFen), yuan(one.money.controlledFen), one.openInstructions, one.humanTasks, one.victimName ?? '—', one.organName, moment(one.enteredAt)])),
    ...(next ? [`--before ${next}`] : []),
  ],
  incident: (told, lang) => incident(told.incident ?? told, lang),
  facts: ({ items }, lang) => table('facts', lang, items.map((fact) => [fact.seq, moment(fact.at), fact.actor, fact.type, brief(fact.data)])),
  permits: ({ measures }, lang) => table('permits', lang, measures.map(({ kind, permitted, why }) => [word(lang, kind), permitted ? (lang === 'zh' ? '可以' : 'yes') : (lang === 'zh' ? '不可' : 'no'), why?.[lang] ?? ''])),
  approvals: ({ items }, lang) => rowsOr(items, lang, () => table('approvals', lang, items.map((one) => [one.incidentNumber, one.organName, word(lang, one.kind), word(lang, one.need), nameOf(one.institutionName, lang), one.accountNumber, yuan(one.amountFen), one.askedBy, moment(one.dueAt), one.instructionId]))),
  officers: ({ items }, lang) => rowsOr(items, lang, () => table('officers', lang, items.map((one) => [one.code, one.name, one.idNumber, one.phone ?? '—', one.organCode, one.secondByDefault ? '✓' : '']))),
  organs: ({ items }, lang) => rowsOr(items, lang, () => table('organs', lang, items.map((one) => [one.code, one.name]))),
  handOvers: ({ items }, lang) => rowsOr(items, lang, () => table('handOvers', lang, items.map((one) => [one.incidentNumber, one.fromOrganName, word(lang, one.kind), one.accountNumber, yuan(one.controlledFen), moment(one.until), one.reason, moment(one.offeredAt)]))),
  returns: ({ returns }, lang) => rowsOr(returns, lang, () => table('returns', lang, returns.map((one) => [word(lang, one.state), one.victimNumber, one.accountNumber, yuan(one.amountFen), word(lang, one.method), one.approverName, moment(one.decidedAt), moment(one.paidAt), one.serial ?? one.cancelReason ?? '—', one.id]))),
  shares: ({ shares, totalFen, noticeDays }, lang) => rowsOr(shares, lang, () => [
    ...table('shares', lang, shares.map((one) => [one.number, one.organName, yuan(one.lostFen), yuan(one.securedFen), yuan(one.decidedFen), yuan(one.returnableFen), yuan(one.shareFen), one.incidentId])),
    lang === 'zh' ? `合计 ${yuan(totalFen)}。按比例返还须先公告 ${noticeDays} 日` : `${yuan(totalFen)} in all. A division by losses needs a public notice of ${noticeDays} days first`,
  ]),
  statement: ({ rows, faults, ignored }, lang) => [
    ...rowsOr(rows, lang, () => table('statement', lang, rows.map((one) => [one.line, one.cutOff ? `${word(lang, one.verdict)}（${word(lang, one.cutOff)}）` : word(lang, one.verdict), moment(one.transferredAt), yuan(one.amountFen), one.accountNumber, one.holderName ?? '—', one.institutionCode ?? one.bankName ?? '—']))),
    ...faults.map((fault) => (lang === 'zh' ? `✗ 第 ${fault.line} 行：${fault.zh.cause}；${fault.zh.remedy}` : `✗ line ${fault.line}: ${fault.en.cause}; ${fault.en.remedy}`)),
    ...(ignored.length ? [lang === 'zh' ? `略过 ${ignored.length} 行（表头、空行、入账）` : `lines passed over (headings, blank lines, credits): ${ignored.length}`] : []),
  ],
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
    ...view.holds.filter(({ state }) => state === 'in_force').map((hold) => `${zh ? '控制' : 'hold'} ${hold.id}  ${hold.accountNumber}  ${zh ? '解除权' : 'right'} ${hold.right.name}${hold.handOver ? ` ⇄ ${hold.handOver.toOrgan.name}` : ''}`),
    ...view.queuedFreezes.map((one) => queueLine(view, one, zh)),
    ...view.protectiveStops.map((stop) => protectionRow(view, stop, lang)),
    ...view.instructions.filter(({ needsHuman }) => needsHuman).map((one) => `${zh ? '待人工' : 'for a human'} ${one.id}  ${one.accountNumber}`),
    ...view.returns.filter(({ state }) => state === 'decided').map((one) => `${zh ? '待银行支付的返还' : 'return, not paid yet'} ${one.id}  ${yuan(one.amountFen)} → ${one.victimNumber}`),
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
    instruction ? stateWords(instruction, lang) : transfer.cover ? `→ ${transfer.cover.incidentNumber}` : '—', hold ? yuan(hold.controlledFen) : '—', hold ? holdWords(view, hold, lang) : '—',
  ];
}

/** A freeze that only waits: who stands before it, and how long anything holds the money. */
function queueLine(view, { id, accountNumber, position, prior, stopUntil }, zh) {
  const before = prior.map(({ authority, until }) => `${authority}${until ? ` → ${new Date(Date.parse(until) + 8 * 3_600_000).toISOString().slice(0, 10)}` : ''}`).join(zh ? '、' : ', ');
  const runs = stopUntil === null ? (zh ? '原止付已不在' : 'no stop runs any more') : zh ? `原止付剩 ${hoursLeft(view, stopUntil)} 小时` : `its stop has ${hoursLeft(view, stopUntil)} h left`;
  return [zh ? `轮候第 ${position} 位，未生效` : `queue place ${position}, not in force`, id, accountNumber, before && (zh ? `在先 ${before}` : `behind ${before}`), runs].filter(Boolean).join('  ');
}

const hoursLeft = (view, until) => (Math.max(0, Date.parse(until) - Date.parse(view.serverTime)) / 3_600_000).toFixed(1);
/** The state, and what to do about it; where a person has corrected the bank, who. */
function stateWords({ state, advice, override }, lang) {
  if (override) return `${word(lang, state)} ✍ ${override.byName}`;
  const open = advice && ['refused', 'partly_done', 'uncertain'].includes(state);
  return open ? `${word(lang, state)}: ${advice[lang].cause} → ${advice[lang].next}` : word(lang, state);
}

/** The victim's own card, below the flow and never in it. */
function protectionRow(view, stop, lang) {
  const zh = lang === 'zh';
  const left = stop.state === 'in_force' ? `${(Math.max(0, Date.parse(stop.until) - Date.parse(view.serverTime)) / 3_600_000).toFixed(1)} h` : '';
  const state = stop.state ?? (stop.instructionState === 'undelivered' ? 'phone' : stop.instructionState ?? 'planned');
  const release = stop.release && stop.state === 'in_force' ? (zh ? ' · 解除待反馈' : ' · its end awaits the bank') : '';
  return `${zh ? '本人卡保护' : 'own card'} ${stop.id}  ${stop.accountNumber}  ${word(lang, state)} ${left}${release}`.trimEnd();
}

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
const rowsOr = (items, lang, shown) => (items.length === 0 ? [lang === 'zh' ? '没有' : 'none'] : shown());
const word = (lang, name) => WORDS[lang][name] ?? String(name).replaceAll('_', ' ');
const table = (name, lang, rows) => columns([HEADS[name][lang], ...rows.map((row) => row.map(String))]);
