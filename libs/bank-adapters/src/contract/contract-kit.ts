import { belief } from './cases/belief.cases';
import { answers } from './cases/answers.cases';
import { delivery } from './cases/delivery.cases';
import { inbound } from './cases/inbound.cases';
import { silence } from './cases/silence.cases';
import type { ContractCase } from './contract-rig';

/** What every adapter must do, whatever its protocol. The suite walks the registry and runs all of it against a staged institution. */
export const CONTRACT: readonly ContractCase[] = [...answers, ...belief, ...silence, ...delivery, ...inbound];
