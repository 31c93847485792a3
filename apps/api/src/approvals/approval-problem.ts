import type { ApprovalRefusal } from '#domain';
import { notFound, Problem } from '../problems/problem';

/** The same words whether there is none or it lies outside the scope. */
export function noSuchApproval(): Problem {
  return notFound('没有这项待批准的指令，或不在本机关范围内', 'No such approval, or not within your scope');
}

/** Why somebody may not decide, for people. */
export function approvalProblem(refusal: ApprovalRefusal): Problem {
  switch (refusal) {
    case 'not_in_scope': return noSuchApproval();
    case 'not_commander': return new Problem('forbidden', { zh: '只有指挥员可以批准', en: 'Only a commander may decide on an approval' });
    case 'same_person': return new Problem('forbidden', { zh: '提出或录入该指令的人不能自己批准，请由另一名指挥员批准', en: 'Whoever asked for the instruction or entered it cannot approve it; another commander must' });
    case 'decided': return new Problem('conflict', { zh: '该指令已有批准结论', en: 'This approval was decided before' });
    case 'moot': return new Problem('conflict', { zh: '该指令已不需要批准（已撤回或已有结果）', en: 'The instruction needs no approval any more: it was withdrawn or has ended' });
  }
}
