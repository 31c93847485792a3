import { QueryClient, QueryObserver } from '@tanstack/react-query';
import type { IncidentView } from '../../api/contract';
import { incidentQuery } from './incident-query';
import { keys } from './query-keys';

const told = (lastSeq: number, word: string): IncidentView => ({ id: 'i', lastSeq, details: { narrative: word } }) as unknown as IncidentView;

describe('the incident on the page', () => {
  const late: { answer(incident: IncidentView): void }[] = [];
  const client = new QueryClient();
  const query = incidentQuery('i', () => new Promise((resolve) => late.push({ answer: resolve })));
  const observer = new QueryObserver(client, query);
  const seen: string[] = [];
  const stop = observer.subscribe(({ data }) => void (data && seen.at(-1) !== data.details.narrative && seen.push(data.details.narrative ?? '')));
  afterAll(stop);

  it('does not go back to what was before a change, when a reading that began before it is answered after it', async () => {
    late.shift()?.answer(told(1, 'reported'));
    await client.fetchQuery({ ...query, staleTime: Infinity });
    const reading = observer.refetch();
    client.setQueryData(keys.incident('i'), told(3, 'changed'));
    late.shift()?.answer(told(2, 'before the change'));
    expect((await reading).data).toEqual(told(3, 'changed'));
    expect(seen).toEqual(['reported', 'changed']);
  });

  it('takes a reading that knows as much: what other incidents did to it is no fact of its own', async () => {
    const reading = observer.refetch();
    late.shift()?.answer(told(3, 'covered by another'));
    expect((await reading).data).toEqual(told(3, 'covered by another'));
    expect(seen.at(-1)).toBe('covered by another');
  });
});
