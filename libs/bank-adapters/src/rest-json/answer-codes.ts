import type { InstructionKind, RefusalReason } from '#domain';

/** What a code of the institution means to us. `unclear`: it may have taken effect or not, so it counts as silence. */
export type CodeMeaning =
  | { readonly outcome: 'done' | 'partly_done' | 'queued' | 'accepted' | 'unclear' }
  | { readonly outcome: 'refused'; readonly reason: RefusalReason };

/** One line of the code table, for machines and for people. */
export type AnswerCode = CodeMeaning & {
  readonly code: string;
  /** The code is nonsense in an answer to any other kind of instruction, and then counts as unknown. */
  readonly onlyFor?: readonly InstructionKind[];
  readonly zh: { readonly cause: string; readonly next: string };
  readonly en: { readonly cause: string; readonly next: string };
};

const refused = (reason: RefusalReason) => ({ outcome: 'refused', reason }) as const;

/** All codes that an institution may answer with. A code that is not in this table is never read as an answer. */
export const ANSWER_CODES: readonly AnswerCode[] = [
  { code: '0000', outcome: 'done', zh: { cause: '已执行', next: '关注48小时到期' }, en: { cause: 'carried out', next: 'mind the end of the 48 hours' } },
  { code: '1200', outcome: 'partly_done', zh: { cause: '已止付，余额少于请求金额', next: '追查其余资金去向' }, en: { cause: 'stopped, but the balance is less than asked', next: 'follow the rest of the money' } },
  { code: '0900', outcome: 'accepted', zh: { cause: '该指令已在处理', next: '按指令号查询结果' }, en: { cause: 'this instruction is being handled already', next: 'ask for its result by its id' } },
  { code: 'M100', ...refused('moved_on'), zh: { cause: '资金已转出，附下级账户', next: '对下级账户止付' }, en: { cause: 'the money has moved on; next accounts attached', next: 'stop the next accounts' } },
  { code: 'C100', ...refused('cashed_out'), zh: { cause: '资金已取现', next: '调取取款地点与影像' }, en: { cause: 'the money was taken out as cash', next: 'obtain place and images of the withdrawal' } },
  { code: '0100', ...refused('mismatch'), zh: { cause: '证件信息不符', next: '核对后重新录入' }, en: { cause: 'identity does not agree', next: 'check and enter again' } },
  { code: '0200', ...refused('mismatch'), zh: { cause: '金额不符', next: '核对转账金额' }, en: { cause: 'amount does not agree', next: 'check the amount transferred' } },
  { code: '0300', ...refused('account_not_found'), zh: { cause: '账号不存在', next: '与报警人核对账号' }, en: { cause: 'no such account', next: 'read the number back to the caller' } },
  { code: '0301', ...refused('mismatch'), zh: { cause: '户名与账号不符', next: '核对户名' }, en: { cause: 'holder name and account do not agree', next: 'check the holder name' } },
  { code: '0302', ...refused('white_listed'), zh: { cause: '白名单账户', next: '由上级机关研判' }, en: { cause: 'white-listed account', next: 'leave it to the higher organ' } },
  { code: '0303', ...refused('other'), zh: { cause: '账户已挂失', next: '联系该机构人工确认' }, en: { cause: 'account reported lost', next: 'call the institution' } },
  { code: '0304', ...refused('not_our_account'), zh: { cause: '非本机构账户', next: '更正机构后发送' }, en: { cause: 'account of another institution', next: 'correct the institution' } },
  { code: '0400', ...refused('transaction_not_found'), zh: { cause: '未找到原交易', next: '核对时间与金额' }, en: { cause: 'original transaction not found', next: 'check time and amount' } },
  { code: '0500', ...refused('other'), zh: { cause: '报文格式错误', next: '通知系统管理员' }, en: { cause: 'message format', next: 'tell the system administrator' } },
  { code: '0600', ...refused('papers_missing'), zh: { cause: '缺少文书', next: '补齐文书后人工联系' }, en: { cause: 'papers missing', next: 'complete the papers, call the institution' } },
  { code: '0700', ...refused('papers_missing'), zh: { cause: '机关代码或权限不符', next: '核对办案机关' }, en: { cause: 'organ code or its rights', next: 'check the organ' } },
  { code: '0800', ...refused('other'), zh: { cause: '日期或期限不符', next: '核对期限' }, en: { cause: 'dates or legal term', next: 'check the dates' } },
  { code: '1000', ...refused('not_supported'), zh: { cause: '不支持该业务', next: '人工联系该机构' }, en: { cause: 'not supported', next: 'call the institution' } },
  { code: '1100', outcome: 'unclear', zh: { cause: '机构内部系统异常，结果不明', next: '按指令号查询结果' }, en: { cause: 'inside the institution, result unclear', next: 'ask for its result by its id' } },
  { code: '1101', outcome: 'unclear', zh: { cause: '机构网络异常，结果不明', next: '按指令号查询结果' }, en: { cause: "the institution's network, result unclear", next: 'ask for its result by its id' } },
  { code: '1300', outcome: 'unclear', zh: { cause: '机构处理失败，结果不明', next: '按指令号查询结果' }, en: { cause: 'the institution failed, result unclear', next: 'ask for its result by its id' } },
  { code: '1301', ...refused('already_stopped'), zh: { cause: '账户已被止付', next: '查明在先机关与到期时间' }, en: { cause: 'already stopped', next: 'find out by whom and until when' } },
  { code: '1302', ...refused('already_stopped'), zh: { cause: '已有部分冻结', next: '查明在先机关' }, en: { cause: 'a limited freeze is in force', next: 'find out by whom' } },
  { code: '1303', ...refused('already_stopped'), zh: { cause: '已有全额冻结', next: '查明在先机关' }, en: { cause: 'a full freeze is in force', next: 'find out by whom' } },
  { code: '1304', ...refused('stop_limit_reached'), zh: { cause: '超过两次止付上限', next: '立案后办理冻结' }, en: { cause: 'over the two stops permitted', next: 'file the case and freeze' } },
  { code: '1305', outcome: 'queued', onlyFor: ['freeze'], zh: { cause: '已有在先冻结，已轮候登记，未生效', next: '盯住原止付到期时间，与在先机关联系' }, en: { cause: 'earlier freezes stand: registered in the queue, not in force', next: 'mind when the stop ends; speak with the earlier authority' } },
  { code: '1306', ...refused('other'), zh: { cause: '轮候已失效，冻结未曾生效', next: '重新止付或人工联系该机构' }, en: { cause: 'the queue ended; the freeze never took effect', next: 'place a new stop or call the institution' } },
  { code: '1420', ...refused('other'), zh: { cause: '执行机关与原机关不一致', next: '由原机关办理' }, en: { cause: 'not the organ that placed the measure', next: 'leave it to the original organ' } },
  { code: '1800', ...refused('other'), onlyFor: ['extend', 'extend_freeze'], zh: { cause: '延期失败，原措施已到期', next: '重新止付' }, en: { cause: 'extension failed, already lapsed', next: 'place a new stop' } },
  { code: '1900', ...refused('other'), onlyFor: ['release', 'unfreeze'], zh: { cause: '解除失败，原措施已到期', next: '无需处理' }, en: { cause: 'release failed, already lapsed', next: 'nothing to do' } },
];

const BY_CODE: ReadonlyMap<string, AnswerCode> = new Map(ANSWER_CODES.map((line) => [line.code, line]));

/**
 * The line of a code; undefined when unknown, or nonsense for this kind of instruction.
 * @param kind null where the kind is not known (a callback is read before its instruction is looked up); codes that only
 * make sense for some kinds are unknown then, and a status query, which knows the kind, settles it. "Queued" is read all the same: its place
 * in the queue changes for months, and what it means is decided when its instruction is known.
 */
export function answerCodeOf(code: string, kind: InstructionKind | null): AnswerCode | undefined {
  const line = BY_CODE.get(code);
  if (kind === null && line?.outcome === 'queued') return line;
  return line?.onlyFor && (kind === null || !line.onlyFor.includes(kind)) ? undefined : line;
}

/** A status query's own code: "no message with this id has reached us". Counts only with status 404 and a valid signature. */
export const NEVER_RECEIVED_CODE = 'NEVER_RECEIVED';
/** With status 429 or 503 and a valid signature: turned away before anything was looked at, may be sent again. */
export const NOT_ACCEPTED_CODE = 'NOT_ACCEPTED';
