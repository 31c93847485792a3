import type { JoinRefusal } from '#domain';
import { conflictAt, type FieldFault, type Problem } from '../problems/problem';

/** Why two incidents cannot be joined and what to do about it, for people. */
const TEXTS: Readonly<Record<JoinRefusal, FieldFault>> = {
  itself: { field: 'intoIncidentId', zh: '不能并入自身', en: 'an incident cannot be joined into itself' },
  joined_already: { field: 'intoIncidentId', zh: '本警情已并入其他警情；请先拆分', en: 'this incident is joined already; un-join it first' },
  into_joined: { field: 'intoIncidentId', zh: '对方警情本身已并入其他警情；请直接并入那一起', en: 'that incident is itself joined; join into the one it is joined into' },
  has_joined: { field: 'intoIncidentId', zh: '已有其他警情并入本警情；请先将其拆分，再分别并入', en: 'other incidents are joined into this one; un-join them first and join each by itself' },
  transfer_unknown: { field: 'transfers', zh: '没有这笔转账：须为本警情与对方警情各自的第一层转账', en: 'no such transfer: each pair needs a first-layer transfer of this incident and one of the other' },
  transfer_twice: { field: 'transfers', zh: '同一笔转账只能对应一次', en: 'each transfer may be paired once' },
  another_account: { field: 'transfers', zh: '不是同一账户，不可能是同一笔转账；账号或机构有误请先更正', en: 'not the same account, so not the same payment; correct number or institution first' },
  nothing_in_common: {
    field: 'reason', zh: '没有相同的转账，报警人和接警编号也不一致。不同被害人向同一账户转账，不是重复警情，各自的损失须分别追回；确属同一案情的，请写明理由',
    en: 'no payment is the same, and neither caller nor call number agree. Different victims who paid into one account are not duplicates: each loss is followed by itself. If it is one deed all the same, give the reason',
  },
};

export function textOf(refusal: JoinRefusal): FieldFault {
  return TEXTS[refusal];
}

export function joinProblem(refusal: JoinRefusal): Problem {
  return conflictAt(TEXTS[refusal]);
}

/** The bank may be paying it just now: whose money it is must not change under it. */
export function returnDecided(): Problem {
  return conflictAt({ field: 'returnId', zh: '有一项依据本次并案作出、尚未支付的返还决定；请先登记支付或撤销该返还，再拆分', en: 'a decided return rests on this join and is not paid; record its payment or call it off, then un-join' });
}
