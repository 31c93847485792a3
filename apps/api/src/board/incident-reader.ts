import { Injectable } from '@nestjs/common';
import type { Fact } from '#domain';
import { Ledger, readIncidentFacts } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { IN_SIGHT } from './in-sight';
import { ApiConfiguration } from '../configuration/api-configuration';
import { notFound, type Problem } from '../problems/problem';
import type { IncidentView } from './incident-view';
import { readIncident } from './read-incident';

/** The same words whether it does not exist or lies outside the scope: nobody learns what others have. */
export function noSuchIncident(): Problem {
  return notFound('没有这条警情，或不在本机关范围内', 'No such incident, or not within your scope');
}

/** Reads single incidents within somebody's scope. */
@Injectable()
export class IncidentReader {
  constructor(private readonly ledger: Ledger, private readonly configuration: ApiConfiguration) {}

  async view(id: string, user: OrganUser): Promise<IncidentView> {
    const view = await readIncident(this.ledger.sql, id, user.organ.path, this.configuration.answerCodes);
    if (!view) throw noSuchIncident();
    return view;
  }

  async facts(id: string, after: number, limit: number, user: OrganUser): Promise<{ items: readonly Fact[]; last: number }> {
    const [head] = await this.ledger.sql.rows<{ fact_count: number }>(`select fact_count from incidents i where id = $1 and ${IN_SIGHT}`, [id, user.organ.path]);
    if (!head) throw noSuchIncident();
    return { items: await readIncidentFacts(this.ledger.sql, id, after, limit), last: head.fact_count };
  }
}
