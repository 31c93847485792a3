const yuan = (fen) => `¥${(fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`;
const tail = (number) => `****${number.slice(-4)}`;

const LEVELS = { county: ['县', 'county'], city: ['市', 'city'], province: ['省', 'province'] };
const REASONS = {
  bank_silent: ['银行未反馈', 'the bank is silent'], uncertain: ['指令结果不明', 'an instruction is uncertain'], undelivered: ['指令未送达', 'an instruction is undelivered'],
  clock_pressing: ['止付时限将至', 'the clock is pressing'], clock_overdue: ['超过九分钟', 'nine minutes have passed'], amount: ['金额重大', 'the amount is large'],
  institution_unknown: ['开户机构不明', 'the institution is unknown'], original_organ: ['银行只认原机关', 'the bank wants the original organ'], contradiction: ['反馈前后矛盾', 'the bank contradicts itself'], override_contradicted: ['银行说法与人工更正矛盾', 'the bank contradicts a correction'], flow_cut_off: ['追踪中断', 'the trail was cut off'],
  second_stop: ['须决定是否使用最后一次止付', 'whether to spend the last stop must be decided'], stop_limit: ['止付次数已用完', 'no stop is left'], unsecured: ['资金未获控制', 'money is not under control'],
  hold_ending: ['控制即将到期', 'a hold ends soon'], hold_lapsed: ['控制已到期失效', 'a hold has run out'], return_unpaid: ['冻结到期，返还未支付', 'a freeze ran out before a decided return was paid'], protection_ending: ['本人卡保护即将到期', "the protection of the victim's own card ends soon"], approval_waits: ['指令待批准', 'an instruction waits for approval'], approval_refused: ['指令未获批准', 'an instruction was not approved'],
};
const REFUSALS = {
  moved_on: ['资金已转出', 'the money has moved on'], cashed_out: ['已取现', 'cashed out'], mismatch: ['户名不符', 'the holder does not match'], account_not_found: ['查无此账户', 'no such account'], not_our_account: ['非本行账户', 'not its account'],
  transaction_not_found: ['查无此交易', 'no such transaction'], already_stopped: ['已被止付', 'stopped already'], stop_limit_reached: ['止付次数已用完', 'no stop is left'], white_listed: ['白名单账户', 'a protected account'],
  papers_missing: ['材料不全', 'papers are missing'], not_original_organ: ['只认原机关', 'only the original organ may do it'], not_supported: ['不支持', 'not supported'], other: ['其他原因', 'another reason'],
};
const KINDS = {
  stop: ['止付', 'stop'], extend: ['续止', 'extension'], release: ['解除止付', 'release'], freeze: ['冻结', 'freeze'], extend_freeze: ['续冻', 'renewal of the freeze'], unfreeze: ['解冻', 'unfreezing'],
  query_flow: ['查询流水', 'flow query'], query_holder: ['查询持卡人', 'holder query'], watch: ['监控', 'watch'], unwatch: ['解除监控', 'unwatch'],
  protect: ['保护性止付', 'protective stop'], unprotect: ['解除保护性止付', 'end of protective stop'],
};
/** Facts from before there were measures all tell of stops. */
const kindOf = (d) => KINDS[d.kind ?? 'stop'];
const isStop = (d) => kindOf(d) === KINDS.stop;
const day = (iso) => new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const hours = (d) => Math.round((Date.parse(d.until) - Date.parse(d.since)) / 3_600_000);
/** `reason` in the words of a table, or as a person typed it. */
const wordsOf = (table, reason) => table[reason] ?? [reason, reason];
const WITHDRAWALS = { approval_refused: ['未获批准', 'not approved'], corrected: ['账户已更正', 'the account was corrected'], told_again: ['同一笔已在他案', 'it is told in another incident'], covered: ['该账户已有止付', 'another stop speaks for the account'], second_stop: ['须决定是否使用最后一次止付', 'whether to spend the last stop must be decided'], stop_limit: ['止付次数已用完', 'no stop is left'], protection_not_wanted: ['本人不再需要', 'no longer wanted by the victim'] };

const STATES = { waiting: ['银行已收', 'accepted'], uncertain: ['不明', 'uncertain'], done: ['已止付', 'stopped'], partly_done: ['部分止付', 'partly stopped'], refused: ['拒绝', 'refused']};

/** One sentence per fact, told with the institution's name. `test/demo-sentences.spec.ts` holds the table to the catalogue of facts. */
const SENTENCES = {
  'incident.reported': (d) => ['●', `录入警情 ${d.number}，被骗 ${yuan(d.lostFen)}`, `incident ${d.number} entered, ${yuan(d.lostFen)} lost`],
  'incident.enriched': () => ['+', '补充警情信息', 'details are added'],
  'incident.joined': (d) => ['⇒', `警情 ${d.joinedNumber} 并入 ${d.intoNumber}`, `incident ${d.joinedNumber} is joined into ${d.intoNumber}`],
  'incident.unjoined': (d) => ['⇔', `警情 ${d.joinedNumber} 与 ${d.intoNumber} 拆分`, `incident ${d.joinedNumber} is taken apart from ${d.intoNumber}`],
  'transfer.added': (d, bank) => ['→', `第 ${d.layer} 层账户 ${tail(d.accountNumber)}（${bank(d.institutionCode).zh}），${yuan(d.amountFen)}`, `layer ${d.layer}: account ${tail(d.accountNumber)} at ${bank(d.institutionCode).en}, ${yuan(d.amountFen)}`],
  'transfer.corrected': (d, bank) => ['✎', `账户更正为 ${tail(d.accountNumber)}（${bank(d.institutionCode).zh}）`, `the account is corrected to ${tail(d.accountNumber)} at ${bank(d.institutionCode).en}`],
  'transfer.covered': (d) => ['⇒', `同一账户已有止付指令（警情 ${d.incidentNumber}），沿用其结果，不再另发`, `the account has a stop already (incident ${d.incidentNumber}); it counts here too, none is sent again`],
  'transfer.second_stop_allowed': (d) => ['✔', `决定使用该账户最后一次止付：${d.reason}`, `a person spends the account's last stop: ${d.reason}`],
  'transfer.resend_asked': (d) => ['✎', `要求重新拟令：${d.reason}`, `a person wants a new instruction: ${d.reason}`],
  'query.requested': (d) => ['✎', `要求${kindOf(d)[0]}`, `a person asks for a ${kindOf(d)[1]}`],
  'holder.told': (d, bank) => ['i', `${bank(d.institutionCode).zh}：告知持卡人`, `${bank(d.institutionCode).en}: names the holder`],
  'instruction.planned': (d, bank) => !isStop(d) ? ['✎', `拟${kindOf(d)[0]}指令 → ${bank(d.institutionCode).zh} ${tail(d.accountNumber)}`, `${kindOf(d)[1]} planned for ${bank(d.institutionCode).en}`] : ['✎', `拟止付指令 → ${bank(d.institutionCode).zh} ${tail(d.accountNumber)} ${yuan(d.amountFen)}`, `stop planned for ${bank(d.institutionCode).en}`],
  'instruction.approval_asked': (d) => d.need === 'before' ? ['⏸', `${kindOf(d)[0]} ${yuan(d.amountFen)} 须先经批准`, `${kindOf(d)[1]} of ${yuan(d.amountFen)} waits for approval`] : ['!', `${kindOf(d)[0]} ${yuan(d.amountFen)} 先行发出，须补批准`, `${kindOf(d)[1]} of ${yuan(d.amountFen)} goes out, to be approved afterwards`],
  'instruction.approved': (d) => ['✔', `${d.approverName} 已批准`, `approved by ${d.approverName}`],
  'instruction.approval_refused': (d) => ['✖', `${d.approverName} 未批准：${d.reason}`, `${d.approverName} did not approve: ${d.reason}`],
  'instruction.sending': (d, bank) => ['»', `发出第 ${d.attemptNo} 次请求 → ${bank(d.institutionCode).zh}`, `attempt ${d.attemptNo} goes out to ${bank(d.institutionCode).en}`],
  'instruction.accepted': (d, bank) => ['…', `${bank(d.institutionCode).zh}：已受理，尚无结果`, `${bank(d.institutionCode).en}: accepted, no result yet`],
  'instruction.done': (d, bank) => !isStop(d) ? ['✓', `${bank(d.institutionCode).zh}：已办理${kindOf(d)[0]}`, `${bank(d.institutionCode).en}: ${kindOf(d)[1]} carried out`] : ['■', `${bank(d.institutionCode).zh}：已止付 ${yuan(d.controlledFen)}`, `${bank(d.institutionCode).en}: STOPPED ${yuan(d.controlledFen)}`],
  'instruction.partly_done': (d, bank) => !isStop(d) ? ['◧', `${bank(d.institutionCode).zh}：部分办理${kindOf(d)[0]} ${yuan(d.controlledFen)}`, `${bank(d.institutionCode).en}: ${kindOf(d)[1]} carried out in part, ${yuan(d.controlledFen)}`] : ['◧', `${bank(d.institutionCode).zh}：部分止付 ${yuan(d.controlledFen)}`, `${bank(d.institutionCode).en}: partly stopped ${yuan(d.controlledFen)}`],
  'instruction.refused': (d, bank) => ['↷', `${bank(d.institutionCode).zh}：${wordsOf(REFUSALS, d.reason)[0]}`, `${bank(d.institutionCode).en}: ${wordsOf(REFUSALS, d.reason)[1]}`],
  'instruction.uncertain': (d, bank) => ['?', `${bank(d.institutionCode).zh}：不明（${d.cause}），只查询，不重发`, `${bank(d.institutionCode).en}: uncertain (${d.cause}); it is asked about, not resent`],
  'instruction.postponed': (d, bank) => ['~', `${bank(d.institutionCode).zh}：确未送达（${d.cause}），以同一编号再发`, `${bank(d.institutionCode).en}: certainly not delivered (${d.cause}); again under the same id`],
  'instruction.undelivered': (d, bank) => ['!', `${bank(d.institutionCode).zh}：未送达，转人工`, `${bank(d.institutionCode).en}: undelivered, to a human`],
  'instruction.withdrawn': (d, bank) => ['↩', `撤回发往${bank(d.institutionCode).zh}的指令：${wordsOf(WITHDRAWALS, d.reason)[0]}`, `the instruction to ${bank(d.institutionCode).en} is withdrawn: ${wordsOf(WITHDRAWALS, d.reason)[1]}`],
  'instruction.handed_to_human': (d, bank) => ['!', `${bank(d.institutionCode).zh}：转人工（${wordsOf(REASONS, d.why)[0]}）`, `${bank(d.institutionCode).en}: to a human (${wordsOf(REASONS, d.why)[1]})`],
  'instruction.contradicted': (d, bank) => ['!', `${bank(d.institutionCode).zh}：反馈前后矛盾，转人工`, `${bank(d.institutionCode).en}: contradicts what was known, to a human`],
  'answer.code_unknown': (d, bank) => ['?', `${bank(d.institutionCode).zh}：未登记的代码 ${d.code}，转人工核实`, `${bank(d.institutionCode).en}: unknown code ${d.code}, to a human`],
  'answer.override_asked': (d) => ['✍', `要求更正反馈为${STATES[d.to]?.[0] ?? d.to}`, `a person asks to correct the answer to ${STATES[d.to]?.[1] ?? d.to}`],
  'answer.override_dropped': () => ['!', '更正已不可行，未执行，转人工', 'the correction has become impossible and was not carried out, to a human'],
  'answer.overridden': (d) => ['✍', `人工更正反馈：${STATES[d.from]?.[0] ?? d.from} → ${STATES[d.to][0]}（${d.reason}）`, `a person corrects the answer: ${STATES[d.from]?.[1] ?? d.from} becomes ${STATES[d.to][1]} (${d.reason})`],
  'hold.annulled': (d, bank) => ['▢', `控制从未存在：${bank(d.institutionCode).zh} ${tail(d.accountNumber)} ${yuan(d.controlledFen)}`, `the hold at ${bank(d.institutionCode).en} never was: ${yuan(d.controlledFen)}`],
  'answer.recorded_by_hand': () => ['✍', '银行专员人工录入反馈', 'the bank clerk records an answer by hand'],
  'hand_over.offered': (d) => ['⇄', `${d.fromOrganName}拟将账户 ${tail(d.accountNumber)} 的解除权移交${d.toOrganName}`, `${d.fromOrganName} offers the right to change the hold on ${tail(d.accountNumber)} to ${d.toOrganName}`],
  'hand_over.accepted': (d) => ['⇄', `${d.toOrganName}接收账户 ${tail(d.accountNumber)} 的解除权`, `${d.toOrganName} accepts the right to change the hold on ${tail(d.accountNumber)}`],
  'hand_over.declined': (d) => ['⇄', `${d.toOrganName}拒绝移交，解除权仍在${d.fromOrganName}`, `${d.toOrganName} declines; the right stays with ${d.fromOrganName}`],
  'hand_over.withdrawn': (d) => ['⇄', `${d.fromOrganName}撤回移交`, `${d.fromOrganName} withdraws the hand-over`],
  'hold.placed': (d, bank) => ['▣', `控制生效：${bank(d.institutionCode).zh} ${tail(d.accountNumber)} ${yuan(d.controlledFen)}，${hours(d)} 小时`, `hold in force at ${bank(d.institutionCode).en}: ${yuan(d.controlledFen)}, ${hours(d)} hours`],
  'measure.requested': (d) => ['✎', `要求${kindOf(d)[0]}：${d.reason}`, `a person asks for a ${kindOf(d)[1]}: ${d.reason}`],
  'hold.extended': (d) => ['▣', `控制延至 ${day(d.until)}`, `hold extended until ${day(d.until)}`],
  'hold.released': () => ['□', '控制已解除', 'the hold is released'],
  'hold.converted': (d, bank) => ['▣', `止付已转为冻结：${bank(d.institutionCode).zh} ${tail(d.accountNumber)} ${yuan(d.controlledFen)}，至 ${day(d.until)}`, `the stop became a freeze at ${bank(d.institutionCode).en}: ${yuan(d.controlledFen)}, until ${day(d.until)}`],
  'instruction.queued': (d, bank) => ['◔', `${bank(d.institutionCode).zh}：轮候第 ${d.position} 位，冻结未生效`, `${bank(d.institutionCode).en}: queued at place ${d.position}, the freeze is not in force`],
  'hold.queue_moved': (d) => ['◔', `轮候由第 ${d.before} 位变为第 ${d.position} 位`, `queue: place ${d.before} became place ${d.position}`],
  'hold.took_effect': (d, bank) => ['▣', `轮候冻结生效：${bank(d.institutionCode).zh} ${tail(d.accountNumber)} ${yuan(d.controlledFen)}`, `the queued freeze took effect at ${bank(d.institutionCode).en}: ${yuan(d.controlledFen)}`],
  'hold.queue_ended': () => ['!', '轮候失效，冻结未曾生效', 'the queue ended, the freeze never took effect'],
  'hold.queued': (d, bank) => ['◔', `轮候冻结第 ${d.position} 位，未生效：${bank(d.institutionCode).zh} ${tail(d.accountNumber)}`, `freeze queued at place ${d.position} at ${bank(d.institutionCode).en}, not in force`],
  'hold.alarm': (d) => ['!', `控制将于 ${day(d.until)} 到期`, `a hold ends at ${day(d.until)}`],
  'hold.lapsed': (d) => ['□', d.kind === 'freeze' ? '冻结到期未续，自动解除' : '止付到期失效', d.kind === 'freeze' ? 'the freeze ran out without renewal and is over' : 'the stop ran out'],
  'hold.divided': (d) => ['⇆', `按损失比例重新分配冻结资金：本警情保全 ${yuan(d.fromFen)} → ${yuan(d.toFen)}`, `the freeze is divided by losses: ${yuan(d.fromFen)} becomes ${yuan(d.toFen)} secured here`],
  'return.decided': (d) => ['⇐', `决定返还 ${yuan(d.amountFen)}（警情 ${d.victimNumber} 的被害人），尚未支付`, `a return of ${yuan(d.amountFen)} to the victim of ${d.victimNumber} is decided, not paid yet`],
  'return.paid': (d) => ['⇐', `银行已向警情 ${d.victimNumber} 的被害人返还 ${yuan(d.amountFen)}`, `the bank paid ${yuan(d.amountFen)} back to the victim of ${d.victimNumber}`],
  'return.cancelled': (d) => ['✖', `撤销返还决定 ${yuan(d.amountFen)}：${d.reason}`, `the return of ${yuan(d.amountFen)} is called off: ${d.reason}`],
  'clock.overdue': (d) => ['!', `超过时限 ${Math.round(d.limitMs / 60_000)} 分钟`, `the limit of ${Math.round(d.limitMs / 60_000)} minutes has passed`],
  'protection.requested': (d, bank) => ['✋', `经本人同意，请${bank(d.institutionCode).zh}保护本人卡 ${tail(d.accountNumber)}`, `with consent, ${bank(d.institutionCode).en} is asked to protect the victim's own card ${tail(d.accountNumber)}`],
  'protection.placed': (d, bank) => ['▣', `${bank(d.institutionCode).zh}：本人卡 ${tail(d.accountNumber)} 保护中`, `${bank(d.institutionCode).en}: the victim's own card ${tail(d.accountNumber)} is protected`],
  'protection.release_requested': (d) => ['✋', `应本人要求，申请解除本人卡保护：${d.reason}`, `at the victim's wish, the protection is to end: ${d.reason}`],
  'protection.alarm': (d) => ['!', `本人卡保护将于 ${day(d.until)} 到期`, `the protection of the victim's own card ends at ${day(d.until)}`],
  'protection.released': (d, bank) => ['○', `${bank(d.institutionCode).zh}：本人卡 ${tail(d.accountNumber)} 已解除保护`, `${bank(d.institutionCode).en}: the protection of the victim's own card ${tail(d.accountNumber)} is over`],
  'protection.lapsed': (d, bank) => ['○', `本人卡 ${tail(d.accountNumber)} 保护到期`, `the protection of the victim's own card ${tail(d.accountNumber)} ran out`],
  'money.accounted': ({ money }) => ['=', `被骗 ${yuan(money.lostFen)} = 控制 ${yuan(money.controlledFen)} + 在途 ${yuan(money.inFlightFen)} + 取现 ${yuan(money.cashedOutFen)} + 去向不明 ${yuan(money.untracedFen)} + 返还 ${yuan(money.returnedFen)}`, `lost = controlled + in flight + cashed out + untraced + returned`],
  'escalation.raised': (d) => ['▲', `呼叫${LEVELS[d.toLevel][0]}级：${wordsOf(REASONS, d.reason)[0]}`, `the ${LEVELS[d.toLevel][1]} is called: ${wordsOf(REASONS, d.reason)[1]}`],
  'escalation.acknowledged': (d, _bank, actor) => ['✔', `${actor} 已接手${d.note ? `：${d.note}` : ''}`, `${actor} has taken it over`],
  'flow.cut_off': (d) => ['!', `追踪中断（${d.reason}）${yuan(d.amountFen)}`, `the trail is cut off (${d.reason})`],
  'incident.settled': () => ['◎', '每一分钱都有着落，无机构欠反馈', 'every fen is placed and no bank owes a word'],
};

/** The words of every list that the domain may lengthen. */
export const WORDS = { facts: SENTENCES, escalations: REASONS, refusals: REFUSALS, kinds: KINDS };

/** What a fact says to a stranger. */
export function sentenceOf(fact, bank) {
  const [sign, zh, en] = SENTENCES[fact.type](fact.data, bank, fact.actor);
  return { sign, zh, en };
}

export { yuan };
