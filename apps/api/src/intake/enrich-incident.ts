import { Injectable } from '@nestjs/common';
import type { IncidentDetails } from '#domain';
import { Ledger } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { OfficerDirectory } from '../officers/officer-directory';
import { changedDetails } from './incident-details';
import { headForHold } from '../hand-overs/guest-head';
import { headInScope, refuseStale } from './lock-incident';
import type { EnrichIncidentDto } from './report.dto';

/** Adds to what is known of victim and deed. Only what really differs is told. */
@Injectable()
export class EnrichIncident {
  constructor(private readonly ledger: Ledger, private readonly officers: OfficerDirectory) {}

  async run(incidentId: string, dto: EnrichIncidentDto, seenVersion: number, user: OrganUser, traceparent: string): Promise<void> {
    if (dto.secondOfficerCode?.trim()) await this.officers.checkSecond(dto.secondOfficerCode.trim(), user);
    await this.ledger.commit([incidentId], async (transaction) => {
      // The organ that the case moved to files it: whoever accepted the right to a hold may give the number that a freeze needs.
      const filesOnly = Object.keys(changedDetails(dto)).join() === 'caseNumber';
      const head = filesOnly ? await headForHold(transaction, incidentId, user, true) : headInScope(transaction, incidentId, user);
      refuseStale(head, seenVersion);
      const changed = Object.fromEntries(Object.entries(changedDetails(dto)).filter(([name, value]) => head.details[name as keyof IncidentDetails] !== value)) as Partial<IncidentDetails>;
      if (Object.keys(changed).length === 0) return;
      head.details = { ...head.details, ...changed };
      head.version += 1;
      transaction.append({ incidentId, type: 'incident.enriched', data: { changed }, actor: user.login }, traceparent);
    });
  }
}
