import type { Words } from './words';

export const wordsZh: Words = {
  state: { planned: '待发', sending: '已发', waiting: '银行已收', uncertain: '不明', undelivered: '未送达', queued: '轮候未生效', done: '已止付', partly_done: '部分止付', refused: '拒绝', withdrawn: '已撤回' },
  kind: { stop: '紧急止付', extend: '续止', release: '解除止付', freeze: '冻结', extend_freeze: '续冻', unfreeze: '解冻', query_flow: '查询流水', query_holder: '查询持卡人', watch: '监控', unwatch: '解除监控', protect: '保护性止付', unprotect: '解除保护性止付' },
  refusal: {
    moved_on: '已转出', cashed_out: '已取现', mismatch: '信息不符', account_not_found: '查无此户', not_our_account: '非本行账户', transaction_not_found: '查无此笔', already_stopped: '已被止付',
    stop_limit_reached: '止付次数用完', white_listed: '白名单', papers_missing: '材料不全', not_supported: '不支持', not_original_organ: '只认原机关', other: '其他',
  },
  silence: { timeout: '超时无应答', connection_lost: '连接中断', garbled: '应答无法辨认', unknown_code: '未知应答码', server_error: '银行系统出错', answer_too_large: '应答过大', signature_invalid: '签名不符', worker_lost: '发送进程中断' },
  nonDelivery: { connection_refused: '连接被拒', host_unknown: '找不到主机', tls_failed: '加密连接失败', circuit_open: '该行暂停发送', rate_limited: '对方限流', not_sealed: '无签章密钥，未发', not_authorised: '未获授权', not_supported: '该机构不支持，请电话联系', never_received: '银行称从未收到' },
  escalation: {
    bank_silent: '银行未反馈', uncertain: '指令结果不明', undelivered: '指令未送达', clock_pressing: '已过六分钟', clock_overdue: '已过九分钟', amount: '金额重大', institution_unknown: '开户机构未知',
    contradiction: '银行说法矛盾', flow_cut_off: '资金流向中断', second_stop: '待定是否用最后一次止付', stop_limit: '该账户止付次数已用完', unsecured: '沿用的止付未覆盖本警情损失', hold_ending: '控制即将到期', approval_waits: '待批准超时', approval_refused: '未获批准，待人工', original_organ: '银行只认原机关', override_contradicted: '银行说法与人工更正矛盾', hold_lapsed: '控制已到期失效', protection_ending: '本人卡保护即将到期', return_unpaid: '冻结到期，返还未支付：请核实',
  },
  level: { county: '县', city: '市', province: '省' },
  clock: { clock_to_stop: '九分钟止付', report_to_entry: '三十分钟录入' },
  cutOff: { layers: '层级过深', fan_out: '分支过多', least_amount: '金额过小', cycle: '回流' },
  source: { report: '报警', operator: '值班员', answer: '银行反馈', bank_clerk: '银行专员' },
  role: { operator: '值班员', commander: '指挥员', bank_clerk: '银行止付专员' },
  consentMeans: { phone: '电话', in_person: '当面' },
};
