import { handAnswerOf, type HandAnswerDraft } from './hand-answer';

const now = Date.parse('2026-11-23T03:00:00Z');
const draft = (more: Partial<HandAnswerDraft>): HandAnswerDraft => ({ key: 'k', outcome: 'done', controlled: '', bankAt: '', refusal: 'moved_on', cashedOut: '', note: '电话 10:58', onward: [], ...more });

describe('an answer recorded by hand', () => {
  it('a stop without an amount is the whole amount, now', () => expect(handAnswerOf(draft({}), 500, now)).toEqual({ body: { outcome: 'done', note: '电话 10:58', controlledFen: 500, bankAt: '2026-11-23T03:00:00.000Z' } }));
  it('a partial stop must say how much', () => expect(handAnswerOf(draft({ outcome: 'partly_done' }), 500, now)).toEqual({ fault: 'field.amount.bad' }));
  it('a refusal gives its reason and where the money went', () => {
    const onward = [{ id: 'x', accountNumber: '9990', amount: '1万', holderName: '', transferredAt: '', institutionCode: '' }];
    expect(handAnswerOf(draft({ outcome: 'refused', onward, cashedOut: '5' }), 500, now)).toEqual({ body: { outcome: 'refused', refusal: 'moved_on', note: '电话 10:58', onward: [{ accountNumber: '9990', amountFen: 1_000_000 }], cashedOutFen: 500 } });
  });
  it('a queue needs its place; who stands before is separated as people do', () => {
    expect(handAnswerOf(draft({ outcome: 'queued', position: '2', prior: '某区人民法院、邻市公安局, ' }), 500, now)).toEqual({ body: { outcome: 'queued', position: 2, prior: [{ authority: '某区人民法院' }, { authority: '邻市公安局' }], note: '电话 10:58', bankAt: '2026-11-23T03:00:00.000Z' } });
    for (const position of ['', '0', '1.5', '下一位']) expect(handAnswerOf(draft({ outcome: 'queued', position }), 500, now)).toEqual({ fault: 'answer.position.bad' });
    expect(handAnswerOf(draft({ outcome: 'queued', position: '1', bankAt: 'soon' }), 500, now)).toEqual({ fault: 'field.time.bad' });
  });
  it('needs its evidence, and readable figures', () => {
    expect(handAnswerOf(draft({ note: ' ' }), 500, now)).toEqual({ fault: 'answer.note.missing' });
    expect(handAnswerOf(draft({ controlled: 'much' }), 500, now)).toEqual({ fault: 'field.amount.bad' });
    expect(handAnswerOf(draft({ bankAt: 'soon' }), 500, now)).toEqual({ fault: 'field.time.bad' });
  });
});
