import type { ChasePolicy, DeliveryPolicy, HoldPolicy } from '#domain';
import type { Ledger } from '#ledger';
import type { InstitutionGates } from '../institutions/institution-gate';
import type { PlanningTools } from '../planning/planning-tools';
import type { WatchTools } from '../watch/watch-incidents';

/** What recording needs besides the outcomes. */
export interface RecordingTools {
  readonly ledger: Ledger;
  readonly planning: PlanningTools;
  readonly gates: InstitutionGates;
  readonly watch: WatchTools;
  readonly delivery: DeliveryPolicy;
  readonly chase: ChasePolicy;
  readonly hold: HoldPolicy;
  readonly institutionOfNumber: (number: string) => string | undefined;
  readonly random: () => number;
}
