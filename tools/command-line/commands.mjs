/**
 * The commands of `zf`: one entry each. `path` is below /api/v1; `{id}` and `{into}` are incidents (number or id), `{hold}`, `{transfer}`, `{instruction}`
 * and `{escalation}` are ids of the incident's own things; a trailing `?` in `args` may be left out where there is just one.
 * `fields` become the body (or the query of a GET): `as` is the api's name, `kind` how it is read (fields.mjs), `many` repeats.
 * `sends` puts a named thing into the body or query instead of the path, `fixed` is sent along, `keyed` sends an Idempotency-Key, `versioned` the version that was read. `shows` names how the answer is shown (show.mjs).
 */
const REASON = { must: true, zh: '理由', en: 'reason' };
const APPROVED = {
  reason: REASON, approver: { as: 'approverName', must: true, zh: '批准人', en: 'who approved it' },
  level: { as: 'approverLevel', must: true, zh: '批准机关层级 county、city、province', en: 'level of the approving organ: county, city or province' },
};
const DETAILS = {
  victim: { as: 'victimName', zh: '报警人', en: "caller's name" }, phone: { as: 'victimPhone', zh: '电话', en: 'phone' }, 'id-number': { as: 'victimIdNumber', zh: '证件号', en: 'id number' },
  scheme: { zh: '诈骗类型', en: 'kind of fraud' }, narrative: { zh: '案情', en: 'what happened' }, call: { as: 'callNumber', zh: '接警编号', en: 'call number' },
};
const measure = (kind, zh, en, fields, more = '') => ({
  name: `measure ${kind.replace('extend_freeze', 'renew')}`, zh, en, args: ['id', 'hold?'], method: 'POST', path: '/incidents/{id}/holds/{hold}/measures', fields, fixed: { kind }, keyed: true, shows: 'incident',
  example: `measure ${kind.replace('extend_freeze', 'renew')} ZF370832-20261125-000001 --reason 材料齐备${more}`,
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
    fields: { state: { zh: 'live 或 settled', en: 'live or settled' }, q: { zh: '编号、姓名、电话或账号', en: 'number, name, phone or account' }, organ: { zh: '机关代码', en: 'organ code' }, limit: { kind: 'number', zh: '最多几条', en: 'how many' }, before: { zh: '上一页的 next', en: '"next" of the page before' } },
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
  { name: 'measures', zh: '一项控制现在可采取的措施', en: 'which measures a hold permits now, and why not the others', args: ['id', 'hold?'], method: 'GET', path: '/incidents/{id}/holds/{hold}/measures', shows: 'permits', example: 'measures ZF370832-20261125-000001' },
  measure('extend', '续止', 'extend a stop', { reason: REASON }),
  measure('release', '解除止付', 'release a stop', { reason: REASON }),
  measure('freeze', '转冻结', 'turn a stop into a freeze', { ...APPROVED, amount: { as: 'amountFen', kind: 'yuan', zh: '冻结金额（元），默认现控制金额', en: 'amount in yuan; what is controlled now by default' } }, ' --approver 赵局 --level county'),
  measure('extend_freeze', '续冻', 'renew a freeze', APPROVED, ' --approver 赵局 --level county'),
  measure('unfreeze', '解冻', 'unfreeze', { reason: REASON }),
  { name: 'second-stop', zh: '使用账户最后一次止付', en: "use an account's last stop", args: ['id', 'transfer'], method: 'POST', path: '/incidents/{id}/transfers/{transfer}/second-stop', fields: { reason: REASON }, keyed: true, shows: 'incident', example: 'second-stop ZF370832-20261125-000001 TRANSFER --reason 首次止付已到期' },
  { name: 'acknowledge', zh: '确认升级', en: 'acknowledge an escalation', args: ['id', 'escalation?'], method: 'POST', path: '/incidents/{id}/escalations/{escalation}/acknowledgement', fields: { note: { zh: '说明', en: 'note' } }, keyed: true, shows: 'incident', example: 'acknowledge ZF370832-20261125-000001' },
  { name: 'join proposal', zh: '并案建议：哪些转账可能是同一笔', en: 'what speaks for joining, and which payments are probably the same', args: ['id', 'into'], method: 'GET', path: '/incidents/{id}/join', sends: { intoIncidentId: 'into' }, shows: 'record', example: 'join proposal ZF370832-20261125-000002 ZF370832-20261125-000001' },
  { name: 'join', zh: '并入另一警情', en: 'join into another incident', args: ['id', 'into'], method: 'POST', path: '/incidents/{id}/join', sends: { intoIncidentId: 'into' }, fields: { reason: { zh: '理由（没有相同转账、报警人或接警编号时必填）', en: 'reason; needed when neither a payment, the caller nor the call number agrees' } }, keyed: true, shows: 'incident', example: 'join ZF370832-20261125-000002 ZF370832-20261125-000001' },
  { name: 'unjoin', zh: '拆分：撤销并入', en: 'take a join apart', args: ['id'], method: 'POST', path: '/incidents/{id}/unjoin', fields: { reason: REASON }, keyed: true, shows: 'incident', example: 'unjoin ZF370832-20261125-000002 --reason 误并' },
  { name: 'approvals', zh: '待我批准的指令', en: 'instructions that wait for my approval', args: [], method: 'GET', path: '/approvals', shows: 'rows', example: 'approvals' },
  { name: 'approve', zh: '批准一条指令', en: 'approve an instruction', args: ['id', 'instruction'], method: 'POST', path: '/incidents/{id}/instructions/{instruction}/approval', fields: { reason: { zh: '说明', en: 'note' } }, fixed: { decision: 'approve' }, keyed: true, shows: 'incident', example: 'approve ZF370832-20261125-000001 INSTRUCTION' },
  { name: 'refuse', zh: '不批准一条指令', en: 'refuse an instruction', args: ['id', 'instruction'], method: 'POST', path: '/incidents/{id}/instructions/{instruction}/approval', fields: { reason: REASON }, fixed: { decision: 'refuse' }, keyed: true, shows: 'incident', example: 'refuse ZF370832-20261125-000001 INSTRUCTION --reason 账户有误' },
  { name: 'resend', zh: '上次止付未成后重新发起', en: 'a new stop after the last one came to nothing', args: ['id', 'transfer'], method: 'POST', path: '/incidents/{id}/transfers/{transfer}/resend', fields: { reason: REASON }, keyed: true, shows: 'incident', example: 'resend ZF370832-20261125-000001 TRANSFER --reason 材料已补齐' },
  { name: 'officers', zh: '可任协查人的办案人员', en: 'officers who can be the second officer', args: [], method: 'GET', path: '/officers', shows: 'rows', example: 'officers' },
  { name: 'institutions', zh: '机构名录', en: 'the institutions', args: [], method: 'GET', path: '/institutions', shows: 'institutions', example: 'institutions' },
];
