import type { OverriderRefusal, OverrideRefusal } from '#domain';
import { notFound, Problem, type FieldFault } from '../problems/problem';

/** Why what an instruction came to cannot be overridden, and what to do about it. `field` names what stands in the way. */
const TEXTS: Readonly<Record<OverrideRefusal, FieldFault>> = {
  reason_missing: { field: 'reason', zh: '请写明更正理由', en: 'say why' },
  source_missing: { field: 'source', zh: '请写明来源：与谁、何时、以何方式核实', en: 'say who told it, when and how' },
  not_a_stop: { field: 'instructionId', zh: '只有止付指令的反馈可以更正；措施和查询请重新发起', en: 'only the answer to a stop can be corrected; ask for a measure or a query anew' },
  no_answer: { field: 'to', zh: '该指令未发出、正在发送或已撤回，没有可更正的反馈；请等待结果或重新拟令', en: 'the instruction has not gone out, is going out or was withdrawn: there is no answer to correct; wait for its result or instruct again' },
  frozen: { field: 'to', zh: '该止付已转为冻结，冻结即证明控制存在；请先办理解冻', en: 'a freeze stands on this stop and proves that the hold was there; unfreeze it first' },
  measured: { field: 'to', zh: '该止付已延期或解除，银行的执行证明控制存在，不能更正；请按现状办理', en: 'the stop was extended or released, which proves that the hold was there; it cannot be corrected, go on from what stands' },
  measure_open: { field: 'to', zh: '该控制上有措施待银行反馈，请等待结果后再更正', en: "a measure on this hold awaits the institution's answer; wait for it" },
  returned: { field: 'to', zh: '该控制已决定或已办理资金返还，不能更正；未支付的请先撤销返还', en: 'money of this hold is being or was returned; cancel a return that is not paid first' },
  amount: { field: 'controlledFen', zh: '已控制金额须大于零，且不超过指令金额', en: 'the controlled amount must be more than nothing and at most what was instructed' },
  moment_ahead: { field: 'bankAt', zh: '银行执行时间晚于现在，请核对', en: "the institution's moment lies in the future; check it" },
  nothing_changes: { field: 'to', zh: '与现有反馈相同，无可更正', en: 'this is what is recorded already' },
};

export function overrideProblem(refusal: OverrideRefusal): Problem {
  const fault = TEXTS[refusal];
  return new Problem('conflict', { zh: fault.zh, en: fault.en }, { errors: [fault] });
}

/** The same words whether there is none or it lies outside the scope. */
export function noSuchInstruction(): Problem {
  return notFound('没有这条指令，或不在本机关范围内', 'No such instruction, or not within your scope');
}

export function overriderProblem(refusal: OverriderRefusal): Problem {
  switch (refusal) {
    case 'not_in_scope': return noSuchInstruction();
    case 'not_commander': return new Problem('forbidden', { zh: '只有指挥员可以更正反馈', en: 'Only a commander may correct an answer' });
    case 'same_person': return new Problem('forbidden', { zh: '登记该反馈的人，以及须批准的指令的录入人，不能自己更正，请由另一名指挥员更正', en: 'Whoever recorded this answer by hand, or entered an instruction of the size that needs approval, cannot correct it; another commander must' });
  }
}
