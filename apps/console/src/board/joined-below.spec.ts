import type { IncidentSummary } from '../api/contract';
import { joinedBelow } from './joined-below';

const one = (id: string, into?: string): IncidentSummary => ({ id, joinedInto: into ? { id: into, number: into, organName: '' } : null }) as IncidentSummary;

describe('joined incidents in the list', () => {
  it('stand below the one they are joined into, none lost and none twice', () => {
    expect(joinedBelow([one('j', 'b'), one('a'), one('alone', 'elsewhere'), one('b'), one('k', 'b')]).map(({ id }) => id)).toEqual(['a', 'alone', 'b', 'j', 'k']);
  });
});
