import type { Applied, AttemptResult, Evidence, FactDraft, Instruction, InstructionState } from '#domain';

/** The facts that tell what the end of an attempt did to an instruction; none when nothing changed. */
export function factsOfOutcome(instruction: Instruction, applied: Applied, before: InstructionState, result: AttemptResult, evidence: Evidence, actor: string): FactDraft[] {
  const { life } = applied;
  const told = { instructionId: instruction.id, transferId: instruction.transferId, institutionCode: instruction.institutionCode, state: life.state };
  const said = { ...told, code: evidence.code, text: evidence.text };
  const make = <T extends FactDraft['type']>(type: T, data: Extract<FactDraft, { type: T }>['data']): FactDraft => ({ incidentId: instruction.incidentId, type, data, actor }) as FactDraft;

  if (applied.repeated) return [];
  const facts: FactDraft[] = [];
  if (applied.contradicts) facts.push(make('instruction.contradicted', { ...told, said: applied.event, before }));
  if (!applied.moved) return facts;
  switch (applied.event) {
    case 'accepted':
      facts.push(make('instruction.accepted', { ...said, sentAt: (life.sentAt ?? life.stateAt).toISOString(), receivedAt: (life.receivedAt ?? life.stateAt).toISOString() }));
      break;
    case 'queued':
      if (result.kind === 'answered' && result.answer.kind === 'queued') facts.push(make('instruction.queued', { ...said, position: result.answer.position, bankAt: result.answer.bankAt }));
      break;
    case 'done':
    case 'partly_done':
      if (result.kind === 'answered' && (result.answer.kind === 'done' || result.answer.kind === 'partly_done')) {
        facts.push(make(applied.event === 'done' ? 'instruction.done' : 'instruction.partly_done', { ...said, kind: instruction.kind, controlledFen: result.answer.controlledFen, ...(asksForLess(instruction, result.answer.controlledFen) ? { askedFen: instruction.amountFen } : {}), bankAt: result.answer.bankAt }));
      }
      break;
    case 'refused':
      if (result.kind === 'answered' && result.answer.kind === 'refused') facts.push(make('instruction.refused', { ...said, reason: result.answer.reason, cashedOutFen: result.answer.cashedOutFen }));
      break;
    case 'silent':
      if (result.kind === 'silent') facts.push(make('instruction.uncertain', { ...told, cause: result.cause }));
      break;
    case 'never_received':
      facts.push(make('instruction.postponed', { ...told, cause: 'never_received', dueAt: (life.dueAt ?? life.stateAt).toISOString() }));
      break;
    case 'not_delivered':
      if (result.kind === 'not_delivered') facts.push(make('instruction.postponed', { ...told, cause: result.cause, dueAt: (life.dueAt ?? life.stateAt).toISOString() }));
      break;
    case 'delivery_given_up':
      if (result.kind === 'not_delivered') facts.push(make('instruction.undelivered', { ...told, cause: result.cause }));
      break;
    case 'claimed':
    case 'withdrawn':
    case 'overridden_done':
    case 'overridden_partly_done':
    case 'overridden_refused':
      throw new Error(`"${applied.event}" is not the end of an attempt`);
  }
  return facts;
}

/** More under control than was asked for is nobody's fault, but somebody should know: it may be others' money. */
function asksForLess(instruction: Instruction, controlledFen: number): boolean {
  return (instruction.kind === 'stop' || instruction.kind === 'freeze') && controlledFen > instruction.amountFen;
}
