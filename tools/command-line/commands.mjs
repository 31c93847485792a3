/**
 * The commands of `zf`: one entry each. `path` is below /api/v1; `{id}` and `{into}` are incidents (number or id), the others are the incident's own
 * things (resolve-places.mjs), by id or by account number; a trailing `?` in `args` may be left out where there is just one.
 * `fields` become the body (or the query of a GET): `as` is the api's name, `kind` how it is read (fields.mjs), `many` repeats.
 * `sends` puts a named thing into the body or query instead of the path, `fixed` is sent along, `keyed` sends an Idempotency-Key, `versioned` the version that was read. `shows` names how the answer is shown (show.mjs).
 */
const REASON = { must: true, zh: '理由', en: 'reason' };
const APPROVED = {
  reason: REASON, approver: { as: 'approverName', must: true, zh: '批准人', en: 'who approved it' },
  level: { as: 'approverLevel', must: true, zh: '批准机关层级 county、city、province', en: 'level of the approving organ: county, city or province' },
};
const HAND_OVER = '/incidents/{id}/holds/{hold}/hand-overs';
const DETAILS = {
  victim: { as: 'victimName', zh: '报警人', en: "caller's name" }, phone: { as: 'victimPhone', zh: '电话', en: 'phone' }, 'id-number': { as: 'victimIdNumber', zh: '证件号', en: 'id number' },
  scheme: { zh: '诈骗类型', en: 'kind of fraud' }, narrative: { zh: '案情', en: 'what happened' }, call: { as: 'callNumber', zh: '接警编号', en: 'call number' },
};
const measure = (kind, zh, en, fields, more = '') => ({
  name: `measure ${kind.replace('extend_freeze', 'renew')}`, zh, en, args: ['id', 'hold?'], method: 'POST', path: '/incidents/{id}/holds/{hold}/measures', fields, fixed: { kind }, keyed: true, shows: 'incident',
  example: `measure ${kind.replace('extend_freeze', 'renew')} ZF370832-20261125-000001 --reason 材料齐备${more}`,
});

const query = (name, kind, zh, en) => ({
  name: `query ${name}`, zh, en, args: ['id', 'transfer'], method: 'POST', path: '/incidents/{id}/transfers/{transfer}/queries', fields: { reason: { zh: '理由', en: 'reason' } }, fixed: { kind }, keyed: true, shows: 'incident',
  example: `query ${name} ZF370832-20261125-000001 9990010000000010`,
});
const statement = (name, commit, zh, en) => ({
  name: `statement ${name}`, zh, en, args: ['id', 'transfer'], method: 'POST', path: '/incidents/{id}/transfers/{transfer}/statement', fixed: { commit }, keyed: commit, shows: 'statement',
  fields: { file: { as: 'text', kind: 'file', must: true, zh: '流水文件（首行为表头，UTF-8 或 GBK）；- 为标准输入', en: 'file of rows (headings in the first line, UTF-8 or GBK); - is standard input' } },
  example: `statement ${name} ZF370832-20261125-000001 9990010000000010 --file rows.tsv`,
});

export const COMMANDS = [
  { name: 'login', zh: '登录；密码从 ZF_PASSWORD 读取或现场输入', en: 'log in; the password comes from ZF_PASSWORD or is asked for', args: ['login'], runs: 'login', example: 'login liangshan-op --url http://127.0.0.1:3000' },
  { name: 'logout', zh: '删除本机保存的登录', en: 'forget the login kept on this machine', args: [], runs: 'logout', example: 'logout' },
  { name: 'whoami', zh: '当前账号', en: 'who is logged in', args: [], method: 'GET', path: '/sessions/me', shows: 'record', example: 'whoami' },
  {
    name: 'report', zh: '录入警情并立即止付', en: 'report an incident: instructions go out at once', args: [], method: 'POST', path: '/incidents', keyed: true, shows: 'incident',
    fields: { to: { as: 'transfers', kind: 'account', many: true, must: true, zh: '转入账户 账号:金额[:机构代码[:户名]]，可重复', en: 'paid to ACCOUNT:YUAN[:INSTITUTION[:HOLDER]], may be repeated' }, ...DETAILS, 'second-officer': { as: 'secondOfficerCode', zh: '协查人代码', en: 'code of the second officer' } },
    example: 'report --to 9990010000000010:28000 --victim 李某 --scheme 冒充客服',
  },
  {
    name: 'add', zh: '加一笔转账', en: 'add a transfer', args: ['id'], method: 'POST', path: '/incidents/{id}/transfers', keyed: true, shows: 'incident',
    fields: {
      account: { as: 'accountNumber', must: true, zh: '账号', en: 'account number' }, amount: { as: 'amountFen', kind: 'yuan', must: true, zh: '金额（元）', en: 'amount in yuan' }, institution: { as: 'institutionCode', zh: '机构代码', en: 'institution code' },
      holder: { as: 'holderName', zh: '户名', en: 'holder' }, at: { as: 'transferredAt', kind: 'moment', zh: '转账时间', en: 'transferred at' }, below: { as: 'parentTransferId', zh: '从哪笔转账的账户转出（转账 id）', en: 'id of the transfer it went on from' },
    },
    example: 'add ZF370832-20261125-000001 --account 9990020000000019 --amount 5000',
  },
  {
    name: 'correct', zh: '更正一笔转账的账户', en: 'correct the account of a transfer', args: ['id', 'transfer'], method: 'PATCH', path: '/incidents/{id}/transfers/{transfer}', shows: 'incident',
    fields: { account: { as: 'accountNumber', zh: '账号', en: 'account number' }, institution: { as: 'institutionCode', zh: '机构代码', en: 'institution code' }, holder: { as: 'holderName', zh: '户名', en: 'holder' } },
    example: 'correct ZF370832-20261125-000001 TRANSFER --institution 999010000002',
  },
  { name: 'enrich', zh: '补充警情信息', en: 'add or change details', args: ['id'], method: 'PATCH', path: '/incidents/{id}', versioned: true, shows: 'incident', fields: { ...DETAILS, case: { as: 'caseNumber', zh: '案件编号（立案后）', en: 'case number (after filing)' } }, example: 'enrich ZF370832-20261125-000001 --case A3708320000002026110001' },
  {
    name: 'list', zh: '警情列表', en: 'incidents of your scope', args: [], method: 'GET', path: '/incidents', shows: 'list',
    fields: { state: { zh: 'live、settled 或 called（有升级待确认）', en: 'live, settled or called (somebody must acknowledge)' }, q: { zh: '编号、姓名、电话或账号', en: 'number, name, phone or account' }, organ: { zh: '机关代码', en: 'organ code' }, limit: { kind: 'number', zh: '最多几条', en: 'how many' }, before: { zh: '上一页的 next', en: '"next" of the page before' } },
    example: 'list --state live',
  },
  { name: 'show', zh: '警情：资金流、指令、控制与恒等式', en: 'one incident: the flow, instructions, holds and the invariant', args: ['id'], method: 'GET', path: '/incidents/{id}', shows: 'incident', example: 'show ZF370832-20261125-000001' },
  { name: 'facts', zh: '流水', en: 'the facts of one incident', args: ['id'], method: 'GET', path: '/incidents/{id}/facts', shows: 'facts', fields: { after: { kind: 'number', zh: '从此序号之后', en: 'after this number' }, limit: { kind: 'number', zh: '最多几条', en: 'how many' } }, example: 'facts ZF370832-20261125-000001' },
  { name: 'watch', zh: '实时跟随（全辖区，或一条警情），Ctrl-C 结束', en: 'follow live (your scope, or one incident); Ctrl-C ends it', args: ['id?'], runs: 'watch', fields: { for: { kind: 'number', zh: '跟随几秒后结束', en: 'end after so many seconds' } }, example: 'watch' },
  {
    name: 'answer', zh: '登记银行反馈', en: "record a bank's answer", args: ['id', 'instruction'], method: 'POST', path: '/incidents/{id}/instructions/{instruction}/answers', keyed: true, shows: 'record',
    fields: {
      outcome: { must: true, zh: 'done、partly_done、refused，冻结还可 queued', en: 'done, partly_done, refused; for a freeze also queued' }, position: { kind: 'number', zh: '轮候位次，1 为下一位', en: 'place in the queue, 1 is the next' }, prior: { kind: 'prior', many: true, zh: '在先冻结 机关[@到期时间]', en: 'an earlier freeze, AUTHORITY[@UNTIL]' }, note: { must: true, zh: '依据：谁、何时、怎么说的', en: 'evidence: who said what, and when' }, controlled: { as: 'controlledFen', kind: 'yuan', zh: '控制金额（元）', en: 'controlled, in yuan' },
      'bank-at': { as: 'bankAt', kind: 'moment', zh: '银行止付时间', en: "the bank's time" }, refusal: { zh: '未止付原因', en: 'why it was refused' }, onward: { kind: 'account', many: true, zh: '转出去向 账号:金额[:机构[:户名]]', en: 'moved on to ACCOUNT:YUAN[:INSTITUTION[:HOLDER]]' }, 'cashed-out': { as: 'cashedOutFen', kind: 'yuan', zh: '其中取现（元）', en: 'cashed out, in yuan' },
    },
    example: 'answer ZF370832-20261125-000001 INSTRUCTION --outcome done --controlled 28000 --note 电话告知',
  },
  {
    name: 'override', zh: '更正反馈：说明止付的真实结果（指挥员）', en: "correct a bank's answer: what is really true of a stop (commander)", args: ['id', 'instruction'], method: 'POST', path: '/incidents/{id}/instructions/{instruction}/override', keyed: true, shows: 'incident',
    fields: {
      to: { must: true, zh: '真实结果 done、partly_done 或 refused', en: 'what is true: done, partly_done or refused' }, reason: REASON, source: { must: true, zh: '来源：与谁、何时、以何方式核实', en: 'who told it, when and how' },
      controlled: { as: 'controlledFen', kind: 'yuan', zh: '控制金额（元）', en: 'controlled, in yuan' }, 'bank-at': { as: 'bankAt', kind: 'moment', zh: '银行执行时间', en: "the bank's time" }, refusal: { zh: '未止付原因', en: 'why it was refused' },
    },
    example: 'override ZF370832-20261125-000001 INSTRUCTION --to refused --refusal account_not_found --reason 柜面核实 --source 王经理电话',
  },
  { name: 'measures', zh: '一项控制现在可采取的措施', en: 'which measures a hold permits now, and why not the others', args: ['id', 'hold?'], method: 'GET', path: '/incidents/{id}/holds/{hold}/measures', shows: 'permits', example: 'measures ZF370832-20261125-000001' },
  measure('extend', '续止', 'extend a stop', { reason: REASON }),
  measure('release', '解除止付', 'release a stop', { reason: REASON }),
  measure('freeze', '转冻结', 'turn a stop into a freeze', { ...APPROVED, amount: { as: 'amountFen', kind: 'yuan', zh: '冻结金额（元），默认现控制金额', en: 'amount in yuan; what is controlled now by default' } }, ' --approver 赵局 --level county'),
  measure('extend_freeze', '续冻', 'renew a freeze', APPROVED, ' --approver 赵局 --level county'),
  measure('unfreeze', '解冻', 'unfreeze', { reason: REASON }),
  { name: 'organs', zh: '可接收移交的机关', en: 'organs that a hold can be handed over to', args: ['id'], method: 'GET', path: '/incidents/{id}/receiving-organs', shows: 'organs', example: 'organs ZF370832-20261125-000001' },
  { name: 'hand-overs', zh: '待本机关接收的移交', en: 'hand-overs that wait for your organ', args: [], method: 'GET', path: '/hand-overs', shows: 'handOvers', example: 'hand-overs' },
  { name: 'hand-over', zh: '移交一项控制的解除权，对方接收后生效', en: 'offer the right to change a hold to another organ; it moves when they accept', args: ['id', 'hold?'], method: 'POST', path: HAND_OVER, fields: { to: { as: 'toOrganCode', must: true, zh: '接收机关代码', en: 'code of the receiving organ' }, reason: REASON }, keyed: true, shows: 'incident', example: 'hand-over ZF370832-20261125-000001 --to 371625000000 --reason 案件移送' },
  { name: 'hand-over accept', zh: '接收移交', en: 'accept a hand-over', args: ['id', 'hold?', 'handOver?'], method: 'POST', path: `${HAND_OVER}/{handOver}/acceptance`, keyed: true, shows: 'incident', example: 'hand-over accept ZF370832-20261125-000001' },
  { name: 'hand-over decline', zh: '拒绝移交', en: 'decline a hand-over', args: ['id', 'hold?', 'handOver?'], method: 'POST', path: `${HAND_OVER}/{handOver}/declination`, fields: { reason: REASON }, keyed: true, shows: 'record', example: 'hand-over decline ZF370832-20261125-000001 --reason 不属本辖区' },
  { name: 'hand-over withdraw', zh: '撤回移交', en: 'withdraw an offer before it is accepted', args: ['id', 'hold?', 'handOver?'], method: 'POST', path: `${HAND_OVER}/{handOver}/withdrawal`, fields: { reason: REASON }, keyed: true, shows: 'incident', example: 'hand-over withdraw ZF370832-20261125-000001 --reason 案件不移送' },
  {
    name: 'protect', zh: '经本人同意，对被害人本人卡保护性止付（不是涉案账户止付）', en: "with consent, a protective stop of the victim's own card (no stop of a suspect account)", args: ['id'], method: 'POST', path: '/incidents/{id}/protective-stops', keyed: true, shows: 'incident',
    fields: {
      account: { as: 'accountNumber', must: true, zh: '本人账号', en: "the victim's own account number" }, holder: { as: 'holderName', must: true, zh: '户名', en: 'holder' }, consent: { as: 'consentBy', must: true, zh: '同意人', en: 'who consented' },
      by: { as: 'consentMeans', must: true, zh: '同意方式 phone（电话）或 in_person（当面）', en: 'how: phone or in_person' }, at: { as: 'consentedAt', kind: 'moment', zh: '同意时间，默认现在', en: 'when; now by default' }, reason: REASON, institution: { as: 'institutionCode', zh: '机构代码', en: 'institution code' },
    },
    example: 'protect ZF370832-20261125-000001 --account 9990010000004242 --holder 王芳 --consent 王芳 --by phone --reason 仍在共享屏幕',
  },
  { name: 'unprotect', zh: '应本人要求解除保护性止付', en: "end a protective stop at the victim's wish", args: ['id', 'protective?'], method: 'POST', path: '/incidents/{id}/protective-stops/{protective}/release', fields: { reason: REASON }, keyed: true, shows: 'incident', example: 'unprotect ZF370832-20261125-000001 --reason 本人要求' },
  { name: 'second-stop', zh: '使用账户最后一次止付', en: "use an account's last stop", args: ['id', 'transfer'], method: 'POST', path: '/incidents/{id}/transfers/{transfer}/second-stop', fields: { reason: REASON }, keyed: true, shows: 'incident', example: 'second-stop ZF370832-20261125-000001 TRANSFER --reason 首次止付已到期' },
  query('flow', 'query_flow', '查询账户流水（转账 id 或账号）', 'ask the bank where the money of an account went (transfer id or account number)'),
  query('holder', 'query_holder', '查询持卡人', 'ask the bank who holds an account'),
  query('watch', 'watch', '监控账户动向', 'have the bank watch an account'),
  query('unwatch', 'unwatch', '解除监控', 'end the watch on an account'),
  statement('preview', false, '预览流水：每行会怎样，不改动', 'what would become of each row of a statement; changes nothing'),
  statement('add', true, '录入流水：转出的新行成为下一层转账', 'add the new rows of a statement as transfers of the next layer'),
  { name: 'returns', zh: '本警情的资金返还', en: 'the returns of an incident and their state', args: ['id'], method: 'GET', path: '/incidents/{id}', shows: 'returns', example: 'returns ZF370832-20261125-000001' },
  { name: 'return proposal', zh: '返还建议：每名被害人按损失比例的份额，精确到分', en: "each victim's share of a freeze by losses, to the fen", args: ['id', 'freeze?'], method: 'GET', path: '/incidents/{id}/holds/{freeze}/return-proposal', shows: 'shares', example: 'return proposal ZF370832-20261125-000001' },
  { name: 'return divide', zh: '按损失比例重新分配冻结资金（各被害人的保全额）', en: 'divide what a freeze secures anew among its victims, by losses', args: ['id', 'freeze?'], method: 'POST', path: '/incidents/{id}/holds/{freeze}/shares', fields: APPROVED, keyed: true, shows: 'incident', example: 'return divide ZF370832-20261125-000001 --reason 按比例返还 --approver 赵局 --level county' },
  {
    name: 'return decide', zh: '决定返还（银行支付并登记后才计入已返还）', en: 'decide a return; it counts when the bank paid and that is recorded', args: ['id', 'freeze?'], method: 'POST', path: '/incidents/{id}/holds/{freeze}/returns', keyed: true, shows: 'returns',
    fields: {
      amount: { as: 'amountFen', kind: 'yuan', must: true, zh: '返还金额（元）', en: 'amount in yuan' }, method: { must: true, zh: 'single 唯一入账、traced 按时间溯源、pro_rata 按比例', en: 'single (the only credit), traced (by time) or pro_rata (by losses)' }, ...APPROVED,
      notice: { as: 'noticeSince', kind: 'moment', zh: '公告开始时间（按比例返还必填）', en: 'when the public notice began; needed for pro_rata' }, victim: { as: 'victimIncidentId', zh: '其他被害人的警情 id（见 return proposal）', en: "id of another victim's incident, as the proposal names it" },
    },
    example: 'return decide ZF370832-20261125-000001 --amount 600 --method single --reason 账户仅此一笔入账 --approver 赵局 --level county',
  },
  {
    name: 'return pay', zh: '登记银行已支付', en: 'record that the bank paid', args: ['id', 'return?'], method: 'POST', path: '/incidents/{id}/returns/{return}/payment', keyed: true, shows: 'returns',
    fields: { at: { as: 'paidAt', kind: 'moment', must: true, zh: '银行支付时间', en: "the bank's moment" }, serial: { must: true, zh: '银行流水号', en: "the bank's serial number" } }, example: 'return pay ZF370832-20261125-000001 --at 2026-11-24T15:00:00+08:00 --serial YH20261124001',
  },
  { name: 'return cancel', zh: '撤销未支付的返还决定', en: 'call off a return that is not paid', args: ['id', 'return?'], method: 'POST', path: '/incidents/{id}/returns/{return}/cancellation', fields: { reason: REASON }, keyed: true, shows: 'returns', example: 'return cancel ZF370832-20261125-000001 --reason 金额有误' },
  { name: 'acknowledge', zh: '确认升级', en: 'acknowledge an escalation', args: ['id', 'escalation?'], method: 'POST', path: '/incidents/{id}/escalations/{escalation}/acknowledgement', fields: { note: { zh: '说明', en: 'note' } }, keyed: true, shows: 'incident', example: 'acknowledge ZF370832-20261125-000001' },
  { name: 'join proposal', zh: '并案建议：哪些转账可能是同一笔', en: 'what speaks for joining, and which payments are probably the same', args: ['id', 'into'], method: 'GET', path: '/incidents/{id}/join', sends: { intoIncidentId: 'into' }, shows: 'record', example: 'join proposal ZF370832-20261125-000002 ZF370832-20261125-000001' },
  { name: 'join', zh: '并入另一警情', en: 'join into another incident', args: ['id', 'into'], method: 'POST', path: '/incidents/{id}/join', sends: { intoIncidentId: 'into' }, fields: { reason: { zh: '理由（没有相同转账、报警人或接警编号时必填）', en: 'reason; needed when neither a payment, the caller nor the call number agrees' } }, keyed: true, shows: 'incident', example: 'join ZF370832-20261125-000002 ZF370832-20261125-000001' },
  { name: 'unjoin', zh: '拆分：撤销并入', en: 'take a join apart', args: ['id'], method: 'POST', path: '/incidents/{id}/unjoin', fields: { reason: REASON }, keyed: true, shows: 'incident', example: 'unjoin ZF370832-20261125-000002 --reason 误并' },
  { name: 'approvals', zh: '待我批准的指令', en: 'instructions that wait for my approval', args: [], method: 'GET', path: '/approvals', shows: 'approvals', example: 'approvals' },
  { name: 'approve', zh: '批准一条指令', en: 'approve an instruction', args: ['id', 'instruction'], method: 'POST', path: '/incidents/{id}/instructions/{instruction}/approval', fields: { reason: { zh: '说明', en: 'note' } }, fixed: { decision: 'approve' }, keyed: true, shows: 'incident', example: 'approve ZF370832-20261125-000001 INSTRUCTION' },
  { name: 'refuse', zh: '不批准一条指令', en: 'refuse an instruction', args: ['id', 'instruction'], method: 'POST', path: '/incidents/{id}/instructions/{instruction}/approval', fields: { reason: REASON }, fixed: { decision: 'refuse' }, keyed: true, shows: 'incident', example: 'refuse ZF370832-20261125-000001 INSTRUCTION --reason 账户有误' },
  { name: 'resend', zh: '上次止付未成后重新发起', en: 'a new stop after the last one came to nothing', args: ['id', 'transfer'], method: 'POST', path: '/incidents/{id}/transfers/{transfer}/resend', fields: { reason: REASON }, keyed: true, shows: 'incident', example: 'resend ZF370832-20261125-000001 TRANSFER --reason 材料已补齐' },
  { name: 'officers', zh: '可任协查人的办案人员', en: 'officers who can be the second officer', args: [], method: 'GET', path: '/officers', shows: 'officers', example: 'officers' },
  { name: 'institutions', zh: '机构名录', en: 'the institutions', args: [], method: 'GET', path: '/institutions', shows: 'institutions', example: 'institutions' },
];
