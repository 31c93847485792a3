import type { Fact } from '#domain';
import { parseResume } from './board-messages.dto';
import { sortIntoRooms } from './board-rooms';

const fact = (seq: number, organPath: string, data: object): Fact => ({ incidentId: 'i', seq, organPath, data }) as unknown as Fact;

describe('rooms of the board', () => {
  it('tells every organ above, and a clerk only of instructions to the own institution', () => {
    const rooms = sortIntoRooms([fact(1, 'p/c/x/', { institutionCode: 'b', transferId: 't' }), fact(2, 'p/c/x/', { institutionCode: 'b', instructionId: 'n' }), fact(1, 'p/d/', {})]);
    const seqs = Object.fromEntries([...rooms].map(([room, facts]) => [room, facts.map((told) => told.seq)]));
    expect(seqs).toEqual({ 'organ:p/': [1, 2, 1], 'organ:p/c/': [1, 2], 'organ:p/c/x/': [1, 2], 'organ:p/d/': [1], 'institution:b': [2] });
  });

  it('reads a resume, and nothing that only looks like one', () => {
    const id = '01A20A68-A6AF-71BC-B9B4-9A5B35861319';
    expect(parseResume({ incidents: { [id]: 7 }, since: '2026-01-01T00:00:00Z' })?.lastSeqs).toEqual(new Map([[id.toLowerCase(), 7]]));
    for (const junk of [{ incidents: { [id]: 1.5 }, since: '2026-01-01T00:00:00Z' }, { incidents: [id], since: '2026-01-01T00:00:00Z' }, { incidents: {}, since: 0 }]) expect(parseResume(junk)).toBeUndefined();
  });
});
