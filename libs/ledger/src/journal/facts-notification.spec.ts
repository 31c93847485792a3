import { FACT_TYPES } from '#domain';
import { notificationOf, readNotification } from './facts-notification';

describe('the notification of a commit', () => {
  const everything = FACT_TYPES.flatMap((type) => ['wang', 'worker', 'institution:999010000001'].map((actor) => ({ type, actor })));

  it('says each type once, and whether people told it', () => {
    const told = [{ type: 'incident.reported', actor: 'wang' }, { type: 'transfer.added', actor: 'wang' }, { type: 'transfer.added', actor: 'wang' }, { type: 'transfer.added', actor: 'institution:1' }, { type: 'money.accounted', actor: 'worker' }] as const;
    expect(readNotification(notificationOf(told))).toEqual([
      { type: 'incident.reported', byPerson: true, reliedOn: false }, { type: 'transfer.added', byPerson: true, reliedOn: false },
      { type: 'transfer.added', byPerson: false, reliedOn: false }, { type: 'money.accounted', byPerson: false, reliedOn: false },
    ]);
    expect(readNotification(`+${notificationOf([{ type: 'instruction.done', actor: 'worker' }])}`)).toEqual([{ type: 'instruction.done', byPerson: false, reliedOn: true }]);
  });

  it('has room for everything that there is to tell, told by everybody', () => {
    expect(Buffer.byteLength(`+${notificationOf(everything)}`)).toBeLessThan(8_000);
    expect(readNotification(notificationOf(everything))).toHaveLength(2 * FACT_TYPES.length);
  });

  it('says "anything" when it would be long, and when it is in words that we do not know', () => {
    const long = Array.from({ length: 1_000 }, (_, i) => ({ type: `a.type_of_later_days_${i}` as 'incident.reported', actor: 'wang' }));
    expect(notificationOf(long)).toBe('');
    for (const strange of ['', '+', 'later words', 'a;b;c']) expect(readNotification(strange)).toBeNull();
  });

  it('leaves out types of a later version', () => {
    expect(readNotification('a.type_of_later_days,incident.reported;')).toEqual([{ type: 'incident.reported', byPerson: true, reliedOn: false }]);
  });
});
