import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FACT_TYPES, type Fact, type FactCatalogue, type FactType } from '#domain';
import { dictionaryEn } from './dictionary.en';
import { dictionaryZh } from './dictionary.zh';
import { tellFact, type Say } from './fact-sentences';
import { factSentencesEn } from './fact-sentences.en';
import { factSentencesZh } from './fact-sentences.zh';
import { wordsEn } from './words.en';
import { wordsZh } from './words.zh';

const money = { lostFen: 100, controlledFen: 100, inFlightFen: 0, cashedOutFen: 0, untracedFen: 0, returnedFen: 0 };
/** Every field any fact has; each sentence takes its own. */
const anything = {
  number: 'ZF1', lostFen: 2_800_000, reportedAt: '', enteredAt: '', details: {}, changed: {}, money, transferId: 't', parentTransferId: null, layer: 2, amountFen: 5, institutionCode: '9', accountNumber: '6222021602001234567',
  source: 'answer', reason: 'moved_on', kind: 'stop', attemptNo: 1, code: null, text: null, controlledFen: 5, fromFen: 1, toFen: 2, bankAt: '2026-11-23T02:00:00Z', cashedOutFen: 0, cause: 'timeout', dueAt: '2026-11-23T02:00:00Z', said: 'x', before: 'done',
  why: 'uncertain', note: 'n', approverName: 'a', askedBy: 'b', until: '2026-11-23T02:00:00Z', since: '', clock: 'clock_to_stop', limitMs: 1, toLevel: 'city', fromLevel: null, instructionId: 'i', state: 'done', holdId: 'h', escalationId: 'e', incidentNumber: 'ZF2', to: 'done', inboundAnswerId: 'a', victimNumber: 'ZF4', paidAt: '2026-11-23T02:00:00Z', serial: 's', joinedNumber: 'ZF3', intoNumber: 'ZF1', same: [], fromOrganName: 'A', toOrganName: 'B', position: 2, queuedFen: 5, stopUntil: '2026-11-23T02:00:00Z', prior: [{ authority: 'COURT', until: '2026-11-23T02:00:00Z', amountFen: 5 }], holder: { name: 'L', idKind: null, idNumber: '1', phone: '2' },
};
const OVER = { from: 'done', to: 'refused', refusal: 'mismatch', reason: 'because' };
const VALUES: Partial<Record<FactType, object>> = {
  'flow.cut_off': { reason: 'cycle' }, 'instruction.postponed': { cause: 'circuit_open' }, 'instruction.undelivered': { cause: 'tls_failed' }, 'escalation.raised': { reason: 'bank_silent' }, 'instruction.withdrawn': { reason: 'because' }, 'query.requested': { kind: 'query_flow', reason: null }, 'answer.override_asked': OVER, 'answer.overridden': OVER, 'protection.requested': { consent: { by: 'w', means: 'phone', at: '' }, reason: 'r' }, 'protection.release_requested': { reason: 'r' },
};
const saying = (words: Say['words']): Say => ({ words, bank: () => 'BANK', account: () => '6222****4567', yuan: (fen) => `¥${fen}`, moment: (iso) => iso, target: () => '****' });
const CJK = /[㐀-鿿　-〿＀-￯]/;

describe('sentences of the timeline', () => {
  it.each(FACT_TYPES)('%s is told in both languages, with nothing left open', (type) => {
    const fact = { type, data: { ...anything, ...VALUES[type] } as unknown as FactCatalogue[FactType] } as Pick<Fact, 'type' | 'data'>;
    const [zh, en] = [tellFact(factSentencesZh, fact, saying(wordsZh)), tellFact(factSentencesEn, fact, saying(wordsEn))];
    expect(zh).toMatch(CJK);
    expect(en).not.toMatch(CJK);
    for (const sentence of [zh, en]) expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
  });
  it('says where more is controlled than was asked for', () => {
    const told = (askedFen?: number) => [factSentencesZh, factSentencesEn].map((sentences, i) => tellFact(sentences, { type: 'instruction.done', data: { ...anything, controlledFen: 9, askedFen } } as unknown as Fact, saying(i === 0 ? wordsZh : wordsEn)));
    expect(told(5)).toEqual([expect.stringContaining('超出要求的 ¥5'), expect.stringContaining('more than the ¥5 asked for')]);
    for (const sentence of told()) expect(sentence).not.toMatch(/超出|more than/);
  });
  it('says stopped only for an answer that says so', () => {
    const claims = FACT_TYPES.filter((type) => tellFact(factSentencesZh, { type, data: { ...anything, ...VALUES[type] } } as unknown as Fact, saying(wordsZh)).includes('止付成功'));
    expect(claims).toEqual(['instruction.done']);
  });
});

describe('the dictionary', () => {
  it('fills the same places in both languages', () => {
    const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const key of Object.keys(dictionaryZh) as (keyof typeof dictionaryZh)[]) expect([key, places(dictionaryEn[key])]).toEqual([key, places(dictionaryZh[key])]);
  });
  it('is the only place with Chinese: components have none', () => {
    const files = readdirSync(join(__dirname, '..'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => CJK.test(readFileSync(join(__dirname, '..', file), 'utf8')))).toEqual([]);
  });
});
