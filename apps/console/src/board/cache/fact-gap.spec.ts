import type { Fact } from '#domain';
import { mergeFacts, readFacts, sortFacts } from './fact-gap';

const fact = (incidentId: string, seq: number): Fact => ({ incidentId, seq, type: 'incident.enriched', data: { changed: {} }, actor: 'worker', position: seq, at: '', organPath: '', traceparent: null, hash: '' });
const seqs = (facts: readonly Fact[]): string[] => facts.map((one) => `${one.incidentId}${one.seq}`);

describe('pushed facts against what is known', () => {
  it('takes what joins on, in order, and moves the number on', () => {
    const known = new Map([['a', 2]]);
    expect(seqs(sortFacts(known, [fact('a', 4), fact('a', 3)]).fresh)).toEqual(['a3', 'a4']);
    expect(known.get('a')).toBe(4);
  });
  it('drops what is known already', () => expect(sortFacts(new Map([['a', 5]]), [fact('a', 4), fact('a', 5)])).toEqual({ fresh: [], gaps: [] }));
  it('finds a gap and takes nothing from behind it', () => {
    const known = new Map([['a', 2], ['b', 1]]);
    const sorted = sortFacts(known, [fact('a', 4), fact('a', 5), fact('b', 2)]);
    expect(seqs(sorted.fresh)).toEqual(['b2']);
    expect(sorted.gaps).toEqual([{ incidentId: 'a', after: 2 }]);
    expect(known.get('a')).toBe(2);
  });
  it('a filling closes the gap, even when pushes overlap it', () => {
    const known = new Map([['a', 2]]);
    sortFacts(known, [fact('a', 5)]);
    expect(seqs(sortFacts(known, [3, 4, 5, 6].map((seq) => fact('a', seq))).fresh)).toEqual(['a3', 'a4', 'a5', 'a6']);
  });
  it('starts an incident it never heard of where it appears', () => {
    const known = new Map<string, number>();
    expect(seqs(sortFacts(known, [fact('n', 7), fact('n', 8)]).fresh)).toEqual(['n7', 'n8']);
  });
});

describe('two runs of one incident', () => {
  it('become one, none twice', () => expect(seqs(mergeFacts([1, 2, 3].map((n) => fact('a', n)), [2, 3, 4].map((n) => fact('a', n))))).toEqual(['a1', 'a2', 'a3', 'a4']));
});

const upTo = (last: number): Fact[] => Array.from({ length: last }, (_, i) => fact('a', i + 1));

describe('reading all facts of an incident', () => {
  it('goes on to what a list has told meanwhile, whose push was dropped as known', async () => {
    const answers = [upTo(4), upTo(5).slice(4)];
    const asked: number[] = [];
    const facts = await readFacts({ shown: () => [], known: () => 5, after: (seq) => { asked.push(seq); return Promise.resolve(answers.shift() ?? []); } });
    expect(seqs(facts)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
    expect(asked).toEqual([0, 4]);
  });

  it('keeps what was pushed during each reading, and asks once where nothing is missing', async () => {
    let shown: Fact[] = [];
    const facts = await readFacts({ shown: () => shown, known: () => 3, after: (seq) => { shown = upTo(3).slice(2); return Promise.resolve(upTo(2).slice(seq)); } });
    expect(seqs(facts)).toEqual(['a1', 'a2', 'a3']);
  });

  it('ends where the server has no more to say', async () => {
    expect(seqs(await readFacts({ shown: () => [], known: () => 9, after: (seq) => Promise.resolve(upTo(2).slice(seq)) }))).toEqual(['a1', 'a2']);
  });
});
