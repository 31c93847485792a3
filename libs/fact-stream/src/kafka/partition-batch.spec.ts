import type { KafkaMessage } from 'kafkajs';
import type { Fact } from '#domain';
import { encodeEnvelope } from './fact-envelope';
import { readBatches } from './partition-batch';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const fact = (seq: number): Fact => ({
  incidentId: ID, seq, position: seq, type: 'incident.enriched', data: { changed: {} }, actor: 'a', at: '2026-11-23T10:00:00.000Z', organPath: '11', traceparent: null, hash: '00'.repeat(32),
});
const message = (offset: number, value: string): KafkaMessage => ({ key: Buffer.from(ID), value: Buffer.from(value), offset: String(offset), timestamp: '0', attributes: 0, headers: {} });

describe('reading messages of one partition', () => {
  it('parts facts from what is none, and knows where to go on', () => {
    const [batch, ...others] = readBatches(7, [message(10, encodeEnvelope(fact(1))), message(11, 'garbage'), message(15, encodeEnvelope(fact(2)))]);
    expect(others).toEqual([]);
    expect(batch).toMatchObject({ partition: 7, lastOffset: '15', nextOffset: '16', facts: [fact(1), fact(2)] });
    expect(batch?.unreadable).toEqual([expect.objectContaining({ partition: 7, reason: 'the value is not a JSON object' })]);
  });

  it('makes batches of at most 500', () => {
    const batches = readBatches(0, Array.from({ length: 1_200 }, (_, i) => message(i, encodeEnvelope(fact(i + 1)))));
    expect(batches.map(({ facts, nextOffset }) => [facts.length, nextOffset])).toEqual([[500, '500'], [500, '1000'], [200, '1200']]);
  });
});
