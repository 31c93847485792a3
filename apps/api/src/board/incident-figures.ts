import type { HoldKind, HoldState, InstructionKind, InstructionState, MoneyAccount } from '#domain';

/** Five figures that are often mistaken for each other, each with its own definition. All in fen, of one incident, as of the view's moment. */
export interface IncidentFigures {
  /** 请求止付: the amounts of the incident's own stop instructions, all layers, without those withdrawn. The same money can be asked for on several layers. */
  readonly askedFen: number;
  /** 控制余额: what the incident's own holds in force keep on the accounts; also other people's money. */
  readonly controlledBalanceFen: number;
  /** 已保全被害人资金: what of any hold in force secures this incident's loss, each fen once (`money.controlledFen`). */
  readonly securedFen: number;
  /** 其中冻结: what of the secured money is under a freeze and not only under a stop. */
  readonly frozenFen: number;
  /** 已返还: what the banks paid back to the victim (`money.returnedFen`). */
  readonly returnedFen: number;
}

/** @param frozenFen the incident's shares of freezes in force */
export function figuresOf(
  instructions: readonly { kind: InstructionKind; state: InstructionState; amount_fen: number }[], holds: readonly { kind: HoldKind; state: HoldState; controlled_fen: number }[], money: MoneyAccount, frozenFen: number,
): IncidentFigures {
  return {
    askedFen: sum(instructions.filter((one) => one.kind === 'stop' && one.state !== 'withdrawn').map((one) => one.amount_fen)),
    controlledBalanceFen: sum(holds.filter((hold) => hold.state === 'in_force').map((hold) => hold.controlled_fen)),
    securedFen: money.controlledFen, frozenFen, returnedFen: money.returnedFen,
  };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, fen) => total + fen, 0);
}

/** Of an incident that was entered this moment. */
export const NO_FIGURES: IncidentFigures = { askedFen: 0, controlledBalanceFen: 0, securedFen: 0, frozenFen: 0, returnedFen: 0 };
