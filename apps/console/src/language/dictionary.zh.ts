/** Every text of the console in Chinese; its keys are the keys of all languages. `{name}` is filled in. */
export const dictionaryZh = {
  'product': '紧急止付调度', 'product.motto': '九分钟内，把钱留住',
  'login.login': '账号', 'login.password': '密码', 'login.submit': '登录', 'login.expired': '登录已过期，请重新登录', 'login.demo': '演示账号（点击填入）', 'login.demo.note': '仅演示环境显示',
  'shell.live': '在办 {n}', 'shell.overdue': '超时 {n}', 'shell.logout': '退出', 'shell.keys': '快捷键', 'shell.dark': '深色', 'shell.light': '浅色', 'shell.language': 'English', 'shell.main': '工作区',
  'link.connected': '已连接', 'link.connecting': '连接中…', 'link.offline': '断开 {s} 秒…', 'link.offline.detail': '断开 {s} 秒… 画面为断开前的内容，正在重连；录入的草稿已存本机', 'link.filled': '已重连，补齐 {n} 条', 'link.resynced': '已重连，数据已全部重新读取', 'link.back': '已重连，无遗漏',
  'list.title': '警情', 'list.live': '在办', 'list.settled': '已办结', 'list.search': '搜索编号、账号、姓名  /', 'list.empty.live': '没有在办警情', 'list.empty.settled': '没有已办结警情', 'list.empty.hint': '按 F2 录入新警情', 'list.unknownVictim': '报警人未录', 'list.open': '{n} 条待反馈', 'list.uncertain': '{n} 条不明', 'list.human': '{n} 项待人工',
  'list.controlled': '控制', 'list.new': '新警情', 'list.failed': '读取失败，稍后自动重试', 'list.loading': '读取中…',
  'inbox.title': '待确认升级', 'inbox.none': '没有待确认的升级', 'inbox.acknowledge': '确认', 'inbox.see': '知悉', 'inbox.called': '{reason} · 呼叫{level}级', 'inbox.done': '已确认，时钟继续走', 'inbox.higher': '已知悉；由被呼叫的上级确认', 'inbox.waits': '待{level}级确认',
  'band.calm': '从容', 'band.near': '临近', 'band.pressing': '紧迫', 'band.overdue': '超时', 'band.stopped': '已停表', 'band.left': '余 {span}', 'band.over': '超 {span}', 'band.first': '首笔止付',
  'clock.title': '录入到止付', 'clock.limit': '限 09:00', 'clock.reported': '接警', 'clock.entered': '录入', 'clock.sent': '首发', 'clock.received': '银行收', 'clock.stopped': '止付', 'clock.transferred': '转账', 'clock.none': '—', 'clock.ago': '{span} 前', 'clock.reportToEntry': '接警到录入',
  'say.third': '已用三分之一时间', 'say.twoThirds': '已用三分之二时间', 'say.overdue': '已超过九分钟', 'say.stopped': '已止付停表',
  'money.lost': '被骗', 'money.controlled': '控制', 'money.inFlight': '在途', 'money.cashedOut': '取现', 'money.untraced': '去向不明', 'money.returned': '返还', 'money.balanced': '账平', 'money.unbalanced': '账不平，请报告管理员', 'money.line': '资金恒等式',
  'figure.time': '止付用时', 'figure.rate': '控制率', 'figure.open': '待反馈指令', 'figure.layers': '层级', 'figure.accounts': '涉案账户',
  'flow.title': '资金流', 'flow.layer': '层级', 'flow.account': '账户', 'flow.institution': '机构', 'flow.holder': '户名', 'flow.amount': '进账', 'flow.state': '指令', 'flow.controlled': '控制', 'flow.hold': '控制期限', 'flow.attempts': '请求', 'flow.time': '用时', 'flow.actions': '操作',
  'flow.institutionUnknown': '机构未知', 'flow.needsInstitution': '待人工定机构', 'flow.queued': '待发', 'flow.holdLeft': '余 {h} 时', 'flow.stopNo': '第 {n}/2 次', 'flow.lapsed': '已失效', 'flow.released': '已解除', 'flow.answer': '反馈', 'flow.correct': '更正', 'flow.addChild': '加下级', 'flow.add': '加转账', 'flow.needsHuman': '待人工', 'flow.bankSaid': '银行说：{text}', 'flow.count': '{n} 次',
  'incident.settled': '已办结', 'incident.live': '在办', 'incident.enrich': '完善信息', 'incident.details': '警情信息', 'incident.choose': '从左侧选择一条警情', 'incident.chooseHint': 'J / K 上下选择，F2 录入新警情，? 查看快捷键', 'incident.chooseHintNoIntake': 'J / K 上下选择，A 确认升级，? 查看快捷键', 'incident.notFound': '没有这条警情，或不在您的辖区', 'incident.loading': '读取中…', 'incident.level': '已呼叫：{level}级', 'incident.uncertain': '结果不明', 'incident.copy': '复制编号',
  'timeline.title': '时间线', 'timeline.worker': '调度', 'timeline.empty': '尚无记录', 'timeline.minor': '核算与发送', 'timeline.facts': '{n} 条',
  'field.accountNumber': '账号', 'field.amount': '金额', 'field.holderName': '户名', 'field.transferredAt': '转账时间', 'field.institution': '开户机构', 'field.victimName': '报警人', 'field.victimPhone': '电话', 'field.victimIdNumber': '证件号', 'field.scheme': '诈骗类型', 'field.narrative': '案情', 'field.callNumber': '接警编号', 'field.caseNumber': '案件编号', 'field.note': '说明', 'field.onward': '转出去向',
  'field.amount.hint': '元，可写 2.8万', 'field.time.hint': '如 1002', 'field.institution.auto': '按账号识别', 'field.amount.bad': '看不懂这个金额，例：28000、2.8万、147万5000', 'field.time.bad': '时间写作 1002、10:02 或 11-23 10:02', 'field.accountNumber.missing': '请填账号', 'field.amount.missing': '请填金额',
  'intake.title': '录入新警情', 'intake.account': '账户 {n}', 'intake.addAccount': '再加一个账户', 'intake.remove': '移除', 'intake.send': '立即止付', 'intake.sending': '发送中…', 'intake.mandatory': '只需账号和金额，其余可稍后补', 'intake.saved': '草稿已存 {time}', 'intake.restored': '已恢复未发出的草稿', 'intake.discard': '清空', 'intake.victim': '报警人', 'intake.transfers': '钱转到了哪里',
  'intake.noAnswer': '网络无应答，不知是否送达。按 F9 重发：编号不变，不会重复立警。', 'intake.changed': '这份草稿改动前已经发出过。请先在左侧查看；若确需另报，请清空后重录。', 'intake.busy': '上一次发送仍在处理，请稍候再按 F9', 'intake.sent': '已录入 {number}，指令正在发出', 'intake.total': '合计', 'intake.same': '同账号已有在办警情', 'intake.prompt': '问：转了几次？对方户名？请对方把短信念一遍。', 'intake.known': '识别为', 'intake.bankOnly': '可能是 {bank}（请选机构）', 'intake.unknownBank': '未识别机构，可选择；不选也可发出，由人工定',
  'action.cancel': '取消', 'action.save': '保存', 'action.send': '发出', 'action.failed': '没有成功', 'action.noAnswer': '网络无应答，可再按一次，不会重复', 'action.saved': '已保存', 'action.stale': '别人刚改过，已读取新内容，请核对后再保存',
  'answer.title': '登记银行反馈', 'answer.outcome': '结果', 'answer.done': '止付成功', 'answer.partly_done': '部分止付', 'answer.refused': '未止付', 'answer.controlled': '控制金额', 'answer.bankAt': '银行止付时间', 'answer.refusal': '原因', 'answer.cashedOut': '其中取现', 'answer.note': '依据', 'answer.note.hint': '谁、何时、怎么说的', 'answer.note.missing': '请写明依据：谁、何时、怎么说的', 'answer.addOnward': '加一笔转出', 'answer.onward': '转出 {n}', 'answer.received': '已登记，等待核定', 'answer.submit': '登记', 'answer.instructed': '要求止付', 'answer.sameAmount': '与要求相同',
  'correct.title': '更正账户', 'child.title': '加下级转账', 'child.under': '从此账户转出', 'add.title': '加转账', 'enrich.title': '完善信息',
  'desk.title': '止付工作台', 'desk.open': '待办', 'desk.ended': '已办', 'desk.empty': '没有待办指令', 'desk.choose': '从左侧选择一条指令', 'desk.incident': '警情', 'desk.organ': '发出机关', 'desk.planned': '下达', 'desk.waited': '已等', 'desk.check': '请逐项核对',
  'keys.title': '快捷键', 'keys.new': '录入新警情', 'keys.send': '立即止付（发出）', 'keys.next': '下一栏', 'keys.account': '再加一个账户', 'keys.child': '给当前账户加下级', 'keys.move': '上一条 / 下一条警情', 'keys.search': '搜索', 'keys.acknowledge': '确认升级', 'keys.help': '本卡片', 'keys.escape': '关闭', 'keys.answer': '登记当前指令的反馈',
} as const;

export type TextKey = keyof typeof dictionaryZh;
/** A language: a text for every key, none missing and none too many. */
export type Dictionary = Readonly<Record<TextKey, string>>;
