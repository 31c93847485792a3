const yuan = (fen) => `¥${(fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`;
const tail = (number) => `****${number.slice(-4)}`;

const LEVELS = { county: ['县', 'county'], city: ['市', 'city'], province: ['省', 'province'] };
const REASONS = {
  bank_silent: ['银行未反馈', 'the bank is silent'], uncertain: ['指令结果不明', 'an instruction is uncertain'], undelivered: ['指令未送达', 'an instruction is undelivered'],
  clock_pressing: ['止付时限将至', 'the clock is pressing'], clock_overdue: ['超过九分钟', 'nine minutes have passed'], amount: ['金额重大', 'the amount is large'],
  institution_unknown: ['开户机构不明', 'the institution is unknown'], contradiction: ['反馈前后矛盾', 'the bank contradicts itself'], flow_cut_off: ['追踪中断', 'the trail was cut off'],
};
const REFUSALS = { moved_on: ['资金已转出', 'the money has moved on'], cashed_out: ['已取现', 'cashed out'], mismatch: ['户名不符', 'the holder does not match'] };

const QUERIES = { query_flow: ['查询流水', 'flow query'], query_holder: ['查询持卡人', 'holder query'], watch: ['监控', 'watch'], unwatch: ['解除监控', 'unwatch'] };
const isQuery = (d) => d.kind in QUERIES;

/** One sentence per fact, told with the institution's name; what a stranger need not hear has none. */
const SENTENCES = {
  'incident.reported': (d) => ['●', `录入警情 ${d.number}，被骗 ${yuan(d.lostFen)}`, `incident ${d.number} entered, ${yuan(d.lostFen)} lost`],
  'incident.joined': (d) => ['⇒', `警情 ${d.joinedNumber} 并入 ${d.intoNumber}`, `incident ${d.joinedNumber} is joined into ${d.intoNumber}`],
  'incident.unjoined': (d) => ['⇔', `警情 ${d.joinedNumber} 与 ${d.intoNumber} 拆分`, `incident ${d.joinedNumber} is taken apart from ${d.intoNumber}`],
  'transfer.added': (d, bank) => ['→', `第 ${d.layer} 层账户 ${tail(d.accountNumber)}（${bank(d.institutionCode).zh}），${yuan(d.amountFen)}`, `layer ${d.layer}: account ${tail(d.accountNumber)} at ${bank(d.institutionCode).en}, ${yuan(d.amountFen)}`],
  'instruction.planned': (d, bank) => isQuery(d) ? ['✎', `拟${QUERIES[d.kind][0]} → ${bank(d.institutionCode).zh} ${tail(d.accountNumber)}`, `${QUERIES[d.kind][1]} planned for ${bank(d.institutionCode).en}`] : ['✎', `拟止付指令 → ${bank(d.institutionCode).zh} ${tail(d.accountNumber)} ${yuan(d.amountFen)}`, `stop planned for ${bank(d.institutionCode).en}`],
  'instruction.sending': (d, bank) => ['»', `发出第 ${d.attemptNo} 次请求 → ${bank(d.institutionCode).zh}`, `attempt ${d.attemptNo} goes out to ${bank(d.institutionCode).en}`],
  'instruction.accepted': (d, bank) => ['…', `${bank(d.institutionCode).zh}：已受理，尚无结果`, `${bank(d.institutionCode).en}: accepted, no result yet`],
  'instruction.done': (d, bank) => isQuery(d) ? ['✓', `${bank(d.institutionCode).zh}：已答复${QUERIES[d.kind][0]}`, `${bank(d.institutionCode).en}: ${QUERIES[d.kind][1]} answered`] : ['■', `${bank(d.institutionCode).zh}：已止付 ${yuan(d.controlledFen)}`, `${bank(d.institutionCode).en}: STOPPED ${yuan(d.controlledFen)}`],
  'instruction.partly_done': (d, bank) => ['◧', `${bank(d.institutionCode).zh}：部分止付 ${yuan(d.controlledFen)}`, `${bank(d.institutionCode).en}: partly stopped ${yuan(d.controlledFen)}`],
  'instruction.refused': (d, bank) => ['↷', `${bank(d.institutionCode).zh}：${(REFUSALS[d.reason] ?? [d.reason])[0]}`, `${bank(d.institutionCode).en}: ${(REFUSALS[d.reason] ?? [d.reason]).at(-1)}`],
  'instruction.uncertain': (d, bank) => ['?', `${bank(d.institutionCode).zh}：不明（${d.cause}），只查询，不重发`, `${bank(d.institutionCode).en}: uncertain (${d.cause}); it is asked about, not resent`],
  'instruction.postponed': (d, bank) => ['~', `${bank(d.institutionCode).zh}：确未送达（${d.cause}），以同一编号再发`, `${bank(d.institutionCode).en}: certainly not delivered (${d.cause}); again under the same id`],
  'instruction.undelivered': (d, bank) => ['!', `${bank(d.institutionCode).zh}：未送达，转人工`, `${bank(d.institutionCode).en}: undelivered, to a human`],
  'instruction.contradicted': (d, bank) => ['!', `${bank(d.institutionCode).zh}：反馈前后矛盾，转人工`, `${bank(d.institutionCode).en}: contradicts what was known, to a human`],
  'answer.recorded_by_hand': () => ['✍', '银行专员人工录入反馈', 'the bank clerk records an answer by hand'],
  'hold.placed': (d, bank) => ['▣', `控制生效：${bank(d.institutionCode).zh} ${tail(d.accountNumber)} ${yuan(d.controlledFen)}，48 小时`, `hold in force at ${bank(d.institutionCode).en}: ${yuan(d.controlledFen)}, 48 hours`],
  'instruction.queued': (d, bank) => ['◔', `${bank(d.institutionCode).zh}：轮候第 ${d.position} 位，冻结未生效`, `${bank(d.institutionCode).en}: queued at place ${d.position}, the freeze is not in force`],
  'hold.queue_moved': (d) => ['◔', `轮候由第 ${d.before} 位变为第 ${d.position} 位`, `queue: place ${d.before} became place ${d.position}`],
  'hold.took_effect': (d, bank) => ['▣', `轮候冻结生效：${bank(d.institutionCode).zh} ${tail(d.accountNumber)} ${yuan(d.controlledFen)}`, `the queued freeze took effect at ${bank(d.institutionCode).en}: ${yuan(d.controlledFen)}`],
  'hold.queue_ended': () => ['!', '轮候失效，冻结未曾生效', 'the queue ended, the freeze never took effect'],
  'money.accounted': ({ money }) => ['=', `被骗 ${yuan(money.lostFen)} = 控制 ${yuan(money.controlledFen)} + 在途 ${yuan(money.inFlightFen)} + 取现 ${yuan(money.cashedOutFen)} + 去向不明 ${yuan(money.untracedFen)} + 返还 ${yuan(money.returnedFen)}`, `lost = controlled + in flight + cashed out + untraced + returned`],
  'escalation.raised': (d) => ['▲', `呼叫${LEVELS[d.toLevel][0]}级：${(REASONS[d.reason] ?? [d.reason])[0]}`, `the ${LEVELS[d.toLevel][1]} is called: ${(REASONS[d.reason] ?? [d.reason]).at(-1)}`],
  'escalation.acknowledged': (d, _bank, actor) => ['✔', `${actor} 已接手${d.note ? `：${d.note}` : ''}`, `${actor} has taken it over`],
  'flow.cut_off': (d) => ['!', `追踪中断（${d.reason}）${yuan(d.amountFen)}`, `the trail is cut off (${d.reason})`],
  'incident.settled': () => ['◎', '每一分钱都有着落，无机构欠反馈', 'every fen is placed and no bank owes a word'],
};

/** What a fact says to a stranger; undefined for facts that only the machinery needs. */
export function sentenceOf(fact, bank) {
  const found = SENTENCES[fact.type]?.(fact.data, bank, fact.actor);
  return found && { sign: found[0], zh: found[1], en: found[2] };
}

export { yuan };
