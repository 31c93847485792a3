import { Injectable } from '@nestjs/common';
import { MEASURE_KINDS, permitMeasure, type IncidentDetails, type MeasureKind, type MeasureRefusal } from '#domain';
import { Ledger } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { noSuchIncident } from '../board/incident-reader';
import { ApiConfiguration } from '../configuration/api-configuration';
import { IN_SIGHT } from '../board/in-sight';
import type { FieldFault } from '../problems/problem';
import { measuredHold, readHold } from './request-measure';
import { refusalText } from './refusal-texts';

/** Whether a measure could be asked for now; if not, the same words that asking would be refused with. */
export interface PermittedMeasure { readonly kind: MeasureKind; readonly permitted: boolean; readonly refusal: MeasureRefusal | null; readonly why: FieldFault | null }
export interface PermittedMeasures {
  readonly holdId: string;
  /** The least that a freeze must be for, and what is controlled now, in fen. */
  readonly allocatedFen: number; readonly controlledFen: number;
  /** What of it secures other incidents' victims, in fen. */
  readonly allocatedToOthersFen: number;
  readonly caseNumber: string | null;
  readonly measures: readonly PermittedMeasure[];
}

/** What may be done with a hold now, before anybody fills in a form: the law is asked as if reason, amount and approver were in order. */
@Injectable()
export class ListPermittedMeasures {
  constructor(private readonly ledger: Ledger, private readonly configuration: ApiConfiguration) {}

  /** Throws 404 outside the scope. It promises nothing: the measure itself is judged again when it is asked for. */
  async run(incidentId: string, holdId: string, user: OrganUser): Promise<PermittedMeasures> {
    const { sql } = this.ledger;
    const policy = this.configuration.policies.hold;
    const [incident] = await sql.rows<{ details: IncidentDetails; now: Date }>(`select details, clock_timestamp() as now from incidents i where id = $1 and ${IN_SIGHT}`, [incidentId, user.organ.path]);
    if (!incident) throw noSuchIncident();
    const row = await readHold(sql, incidentId, holdId, policy);
    const hold = measuredHold(row);
    const controlledFen = Number(row.controlled_fen);
    const caseNumber = incident.details.caseNumber;
    const measures = MEASURE_KINDS.map((kind): PermittedMeasure => {
      const asked = { kind, byOrganCode: user.organ.code, reason: '-', amountFen: Math.max(1, controlledFen, hold.allocatedFen), caseNumber, approverName: '-', approverLevel: 'county' as const };
      const refusal = permitMeasure(hold, asked, policy, incident.now.getTime());
      return { kind, permitted: refusal === null, refusal, why: refusal && refusalText(refusal) };
    });
    return { holdId, allocatedFen: hold.allocatedFen, controlledFen, allocatedToOthersFen: hold.allocatedToOthersFen, caseNumber, measures };
  }
}
