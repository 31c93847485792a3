import { callApi } from './call-api.mjs';
import { EXIT, Refusal, wrongUse } from './refusal.mjs';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Places that take an incident, by number or id. */
const INCIDENTS = new Set(['id', 'into']);
/** What may be left out where an incident has just one of it. */
const ONLY = {
  hold: { of: (view) => view.holds.filter(({ state }) => state === 'in_force'), zh: '生效的控制', en: 'hold in force' },
  handOver: { of: (view) => view.holds.flatMap(({ handOver, accountNumber }) => (handOver ? [{ id: handOver.id, accountNumber }] : [])), zh: '待接收的移交', en: 'open hand-over' },
  freeze: { of: (view) => view.holds.filter(({ kind, state }) => kind === 'freeze' && state === 'in_force'), zh: '生效的冻结', en: 'freeze in force' },
  return: { of: (view) => view.returns.filter(({ state }) => state === 'decided'), zh: '待支付的返还决定', en: 'return that waits for its payment' },
  protective: { of: (view) => view.protectiveStops.filter(({ state, instructionState }) => state === 'in_force' || (state === null && instructionState === 'undelivered')), zh: '可解除的保护性止付', en: 'protective stop that can be ended' },
  escalation: { of: (view) => view.escalations.filter(({ acknowledgedAt }) => acknowledgedAt === null), zh: '待确认的升级', en: 'open escalation' },
};
/** What may be named by the number of its account as well as by its id. */
const BY_ACCOUNT = {
  ...ONLY, escalation: undefined,
  transfer: { of: (view) => view.transfers.map((one) => ({ ...one, id: one.transferId })), zh: '转账', en: 'transfer' },
  instruction: { of: (view) => view.instructions, zh: '指令', en: 'instruction' },
};

/** The `{places}` of a command's path: ids as typed, an incident's number looked up, what there is only one of found. */
export async function resolvePlaces(session, command, words) {
  const places = {};
  let view;
  const incident = async () => (view ??= await callApi(session, { method: 'GET', path: `/incidents/${places.id}` }));
  for (const [index, argument] of command.args.entries()) {
    const name = argument.replace('?', '');
    const typed = words[index];
    if (INCIDENTS.has(name) && typed !== undefined) places[name] = await incidentId(session, typed);
    else if (typed !== undefined && !UUID.test(typed)) {
      const named = BY_ACCOUNT[name];
      if (!named || !/^\d{4,}$/.test(typed)) throw wrongUse(`${name}=${typed}：须为完整的 id 或账号，见 show`, `${name}=${typed}: needs the full id or the account number, see show`);
      places[name] = only({ of: (told) => named.of(told).filter(({ accountNumber }) => accountNumber.endsWith(typed)), zh: `账号为 ${typed} 的${named.zh}`, en: `${named.en} of account ${typed}` }, await incident());
    }
    else if (typed !== undefined) places[name] = typed;
    else if (ONLY[name]) places[name] = only(ONLY[name], await incident());
    else if (!argument.endsWith('?')) throw wrongUse(`缺少 <${name}>`, `<${name}> is missing`);
  }
  if (command.versioned) places.version = (await incident()).version;
  return places;
}

async function incidentId(session, typed) {
  if (UUID.test(typed)) return typed;
  const found = [];
  for (const state of ['live', 'settled']) found.push(...(await callApi(session, { method: 'GET', path: `/incidents?state=${state}&q=${encodeURIComponent(typed)}` })).items.filter(({ number }) => number === typed || number.endsWith(typed)));
  if (found.length === 1) return found[0].id;
  throw found.length === 0 ? new Refusal(EXIT.refused, `没有编号为 ${typed} 的警情，或不在本机关范围内`, `no incident ${typed}, or not within your scope`) : wrongUse(`${typed} 对应 ${found.length} 条警情，请写完整编号`, `${typed} fits ${found.length} incidents: write the whole number`);
}

function only({ of, zh, en }, view) {
  const found = of(view);
  if (found.length === 1) return found[0].id;
  if (found.length === 0) throw new Refusal(EXIT.refused, `这条警情没有${zh}`, `this incident has no ${en}`);
  throw wrongUse(`这条警情有 ${found.length} 项${zh}，请写明 id：\n${found.map(({ id, accountNumber, toLevel }) => `  ${id}  ${accountNumber ?? toLevel}`).join('\n')}`, `this incident has ${found.length} (${en}); name one:\n${found.map(({ id, accountNumber, toLevel }) => `  ${id}  ${accountNumber ?? toLevel}`).join('\n')}`);
}
