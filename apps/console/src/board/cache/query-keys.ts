import type { IncidentListName } from '../../api/contract';

/** Names of what is cached. */
export const keys = {
  incidents: (state: IncidentListName, q: string) => ['incidents', state, q] as const,
  allIncidents: ['incidents'] as const,
  incident: (id: string) => ['incident', id] as const,
  facts: (id: string) => ['facts', id] as const,
  permits: (incidentId: string, holdId: string, version: number) => ['permits', incidentId, holdId, version] as const,
  returnProposal: (incidentId: string, holdId: string, version: number) => ['return-proposal', incidentId, holdId, version] as const,
  officers: ['officers'] as const,
  approvals: ['approvals'] as const,
  handOvers: ['hand-overs'] as const,
  receivingOrgans: (incidentId: string) => ['receiving-organs', incidentId] as const,
  institutions: ['institutions'] as const,
  bankDesk: (state: 'open' | 'ended') => ['bank-desk', state] as const,
  allBankDesk: ['bank-desk'] as const,
};
