import type { PriorFreeze, RefusalReason } from '#domain';
import type { FactSentences, Say } from './fact-sentences';

const own = (code: string | null, text: string | null): string => (code || text ? `（${[code, text].filter(Boolean).join(' ')}）` : '');
const at = (say: Say, told: { institutionCode: string; transferId: string | null }): string => `${say.bank(told.institutionCode)} ${say.target(told.transferId)}`;
/** What was stated besides the outcome. */
const over = (d: { controlledFen: number | null; bankAt: string | null; refusal: RefusalReason | null }, say: Say): string =>
  d.refusal ? `（${say.words.refusal[d.refusal]}）` : d.controlledFen !== null && d.bankAt ? `（${say.yuan(d.controlledFen)}，银行于 ${say.moment(d.bankAt)} 执行）` : '';

const beyond = (say: Say, askedFen?: number): string => (askedFen === undefined ? '' : `（超出要求的 ${say.yuan(askedFen)}，超出部分可能是他人资金）`);
const WITHDRAWN: Readonly<Record<string, string>> = { approval_refused: '未获批准', corrected: '账户已更正', told_again: '与所并入警情的同一笔', covered: '该账户已有止付', second_stop: '待定是否用最后一次止付', stop_limit: '止付次数已用完', protection_not_wanted: '本人不再需要' };

const priorOf = (prior: readonly PriorFreeze[], say: Say): string => (prior.length === 0 ? '' : `，在先：${prior.map((one) => `${one.authority}${one.until ? `（至 ${say.moment(one.until)}）` : ''}`).join('、')}`);

export const factSentencesZh: FactSentences = {
  'incident.reported': (d, say) => `录入警情 ${d.number}，被骗 ${say.yuan(d.lostFen)}`,
  'incident.enriched': () => '补充警情信息',
  'incident.settled': (d, say) => `办结：控制 ${say.yuan(d.money.controlledFen)}，被骗 ${say.yuan(d.money.lostFen)}`,
  'incident.joined': (d) => `警情 ${d.joinedNumber} 并入 ${d.intoNumber}，${d.same.length} 笔转账为同一笔，只计一次${d.reason ? `：${d.reason}` : ''}`,
  'incident.unjoined': (d) => `警情 ${d.joinedNumber} 与 ${d.intoNumber} 拆分，各自计算：${d.reason}`,
  'transfer.added': (d, say) => `第 ${d.layer} 层转账 ${say.yuan(d.amountFen)} → ${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}（${say.words.source[d.source]}）`,
  'transfer.corrected': (d, say) => `更正账户为 ${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}`,
  'transfer.covered': (d) => `同一账户已有止付指令（警情 ${d.incidentNumber}），不再另发，沿用其结果`,
  'transfer.second_stop_allowed': (d) => `决定使用该账户最后一次止付：${d.reason}`,
  'transfer.resend_asked': (d, say) => `要求重新拟令（${say.target(d.transferId)}）：${d.reason}`,
  'flow.cut_off': (d, say) => `不再追踪 ${say.account(d.accountNumber)} ${say.yuan(d.amountFen)}：${say.words.cutOff[d.reason]}`,
  'query.requested': (d, say) => `要求${say.words.kind[d.kind]}（${say.target(d.transferId)}）${d.reason ? `：${d.reason}` : ''}`,
  'holder.told': (d, say) => `银行告知持卡人：${d.holder.name}${d.holder.idNumber ? `，${d.holder.idKind ?? '证件'} ${d.holder.idNumber}` : ''}${d.holder.phone ? `，电话 ${d.holder.phone}` : ''}：${say.target(d.transferId)}`,
  'instruction.planned': (d, say) => `拟发${say.words.kind[d.kind]}指令：${say.bank(d.institutionCode)} ${say.account(d.accountNumber)} ${say.yuan(d.amountFen)}`,
  'instruction.approval_asked': (d, say) => d.need === 'before' ? `待批准：${say.words.kind[d.kind]} ${say.yuan(d.amountFen)}，批准后才发出，须于 ${say.moment(d.dueAt)} 前答复：${at(say, d)}` : `先行发出，待补批准：${say.words.kind[d.kind]} ${say.yuan(d.amountFen)}，须于 ${say.moment(d.dueAt)} 前补批：${at(say, d)}`,
  'instruction.approved': (d, say) => `${d.approverName} 已批准${d.note ? `（${d.note}）` : ''}：${at(say, d)}`,
  'instruction.approval_refused': (d, say) => `${d.approverName} 未批准：${d.reason}：${at(say, d)}`,
  'instruction.sending': (d, say) => `发送指令（第 ${d.attemptNo} 次请求）：${at(say, d)}`,
  'instruction.accepted': (d, say) => `银行已收，尚无结果：${at(say, d)}${own(d.code, d.text)}`,
  'instruction.queued': (d, say) => `银行已轮候登记，第 ${d.position} 位，冻结未生效：${at(say, d)}${own(d.code, d.text)}`,
  'instruction.done': (d, say) => d.kind && d.kind !== 'stop' ? `银行已执行${say.words.kind[d.kind]}${beyond(say, d.askedFen)}：${at(say, d)}${own(d.code, d.text)}` : `止付成功，控制 ${say.yuan(d.controlledFen)}${beyond(say, d.askedFen)}：${at(say, d)}${own(d.code, d.text)}`,
  'instruction.partly_done': (d, say) => d.kind && d.kind !== 'stop' ? `银行部分执行${say.words.kind[d.kind]}${beyond(say, d.askedFen)}：${at(say, d)}${own(d.code, d.text)}` : `部分止付，控制 ${say.yuan(d.controlledFen)}${beyond(say, d.askedFen)}：${at(say, d)}${own(d.code, d.text)}`,
  'instruction.refused': (d, say) => `银行拒绝：${say.words.refusal[d.reason]}${d.cashedOutFen ? `，已取现 ${say.yuan(d.cashedOutFen)}` : ''}：${at(say, d)}${own(d.code, d.text)}`,
  'answer.code_unknown': (d, say) => `银行反馈了未登记的代码 ${d.code ?? ''}${d.text ? `（${d.text}）` : ''}，结果不明，请立即致电核实：${at(say, d)}`,
  'instruction.uncertain': (d, say) => `结果不明（${say.words.silence[d.cause]}），正在查询，不盲目重发：${at(say, d)}`,
  'instruction.postponed': (d, say) => `未送达（${say.words.nonDelivery[d.cause]}），${say.moment(d.dueAt)} 再发：${at(say, d)}`,
  'instruction.undelivered': (d, say) => `确定未送达（${say.words.nonDelivery[d.cause]}），请电话联系：${at(say, d)}`,
  'instruction.withdrawn': (d, say) => `撤回指令：${at(say, d)} ${WITHDRAWN[d.reason] ?? d.reason}`,
  'instruction.contradicted': (d, say) => `银行前后说法矛盾：先“${say.words.state[d.before]}”，后“${d.said}”：${at(say, d)}`,
  'instruction.handed_to_human': (d, say) => `转人工处理（${say.words.escalation[d.why]}）：${at(say, d)}`,
  'answer.recorded_by_hand': (d) => `人工登记反馈：${d.note}`,
  'answer.override_asked': (d, say) => `要求更正反馈为“${say.words.state[d.to]}”${over(d, say)}：${d.reason}（来源：${d.source}）`,
  'answer.overridden': (d, say) => `反馈由人工更正：“${say.words.state[d.from]}”改为“${say.words.state[d.to]}”${over(d, say)}：${d.reason}（来源：${d.source}）：${at(say, d)}`,
  'answer.override_dropped': (d, say) => `更正未生效：提出之后该指令或其控制已有变化，请核对现状后再办：${at(say, d)}`,
  'hold.annulled': (d, say) => `控制从未存在，撤销记录 ${say.yuan(d.controlledFen)}，不占止付次数：${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}`,
  'hold.placed': (d, say) => `控制生效 ${say.yuan(d.controlledFen)}，至 ${say.moment(d.until)}：${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}`,
  'measure.requested': (d, say) => `要求${say.words.kind[d.kind]}（${say.target(d.transferId)}）：${d.reason}${d.approverName ? `；批准人 ${d.approverName}` : ''}`,
  'hold.extended': (d, say) => `控制延至 ${say.moment(d.until)}：${say.target(d.transferId)}`,
  'hold.released': (d, say) => `控制已解除，资金归还账户支配：${say.target(d.transferId)}`,
  'hold.converted': (d, say) => `止付已转为冻结 ${say.yuan(d.controlledFen)}，至 ${say.moment(d.until)}：${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}`,
  'hold.queued': (d, say) => `轮候冻结第 ${d.position} 位，未生效${priorOf(d.prior, say)}；${d.stopUntil ? `原止付 ${say.moment(d.stopUntil)} 到期` : '原止付已不在'}：${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}`,
  'hold.queue_moved': (d, say) => `轮候由第 ${d.before} 位变为第 ${d.position} 位，仍未生效${priorOf(d.prior, say)}：${say.target(d.transferId)}`,
  'hold.took_effect': (d, say) => `轮候冻结生效 ${say.yuan(d.controlledFen)}，至 ${say.moment(d.until)}：${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}`,
  'hold.queue_ended': (d, say) => `轮候已失效，冻结未曾生效：${say.target(d.transferId)}`,
  'hold.alarm': (d, say) => `控制即将到期：${say.moment(d.until)}，请续止或转冻结：${say.target(d.transferId)}`,
  'hold.lapsed': (d, say) => (d.kind === 'freeze' ? `冻结到期未续冻，自动解除：${say.target(d.transferId)}` : `控制到期失效：${say.target(d.transferId)}`),
  'hand_over.offered': (d, say) => `提出移交：${d.fromOrganName}拟将账户 ${say.account(d.accountNumber)} 控制的解除权移交${d.toOrganName}：${d.reason}；对方接收前仍在${d.fromOrganName}`,
  'hand_over.accepted': (d, say) => `已接收移交：账户 ${say.account(d.accountNumber)} 控制的解除权自此在${d.toOrganName}，不再在${d.fromOrganName}`,
  'hand_over.declined': (d, say) => `${d.toOrganName}拒绝移交：${d.reason}；账户 ${say.account(d.accountNumber)} 控制的解除权仍在${d.fromOrganName}`,
  'hand_over.withdrawn': (d, say) => `${d.fromOrganName}撤回移交：${d.reason}；账户 ${say.account(d.accountNumber)} 控制的解除权仍在该机关`,
  'protection.requested': (d, say) => `经${d.consent.by}${say.words.consentMeans[d.consent.means]}同意，要求${say.bank(d.institutionCode)}对被害人本人卡 ${say.account(d.accountNumber)} 保护性止付：${d.reason}`,
  'protection.placed': (d, say) => `${say.bank(d.institutionCode)} 已对被害人本人卡 ${say.account(d.accountNumber)} 保护性止付，至 ${say.moment(d.until)}`,
  'protection.release_requested': (d, say) => `要求解除被害人本人卡 ${say.account(d.accountNumber)} 的保护性止付：${d.reason}`,
  'protection.released': (d, say) => `${say.bank(d.institutionCode)} 已解除被害人本人卡 ${say.account(d.accountNumber)} 的保护性止付`,
  'protection.alarm': (d, say) => `被害人本人卡 ${say.account(d.accountNumber)} 的保护性止付将于 ${say.moment(d.until)} 到期，请联系被害人`,
  'protection.lapsed': (d, say) => `被害人本人卡 ${say.account(d.accountNumber)} 的保护性止付到期失效，该卡恢复支付`,
  'hold.divided': (d, say) => `按损失比例重新分配冻结资金（${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}）：本警情保全 ${say.yuan(d.fromFen)} → ${say.yuan(d.toFen)}：${d.reason}；批准人 ${d.approverName}`,
  'return.decided': (d, say) => `决定返还 ${say.yuan(d.amountFen)} 给 ${d.victimNumber} 的被害人（${say.bank(d.institutionCode)} ${say.account(d.accountNumber)}）：${d.reason}；批准人 ${d.approverName}`,
  'return.paid': (d, say) => `资金已返还：银行于 ${say.moment(d.paidAt)} 向 ${d.victimNumber} 的被害人支付 ${say.yuan(d.amountFen)}，流水号 ${d.serial}`,
  'return.cancelled': (d, say) => `撤销返还决定（${d.victimNumber}，${say.yuan(d.amountFen)}）：${d.reason}`,
  'money.accounted': ({ money }, say) => `资金核算：控制 ${say.yuan(money.controlledFen)} · 在途 ${say.yuan(money.inFlightFen)} · 取现 ${say.yuan(money.cashedOutFen)} · 去向不明 ${say.yuan(money.untracedFen)}`,
  'clock.overdue': (d, say) => `超时：${say.words.clock[d.clock]}`,
  'escalation.raised': (d, say) => `升级至${say.words.level[d.toLevel]}：${say.words.escalation[d.reason]}`,
  'escalation.acknowledged': (d) => `确认升级${d.note ? `：${d.note}` : ''}`,
};
