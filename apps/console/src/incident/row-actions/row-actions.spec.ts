import type { HoldView, IncidentView, InstructionView, Me, TransferView } from '../../api/contract';
import type { RowAt } from './row-action';
import { actionsOf, buttonsOf, ROW_ACTIONS, TAKEN_KEYS } from './row-actions';

const transfer = (more: Partial<TransferView> = {}): TransferView => ({ transferId: 't', institutionCode: '9', awaitsDecision: false, ...more }) as TransferView;
const instruction = (more: Partial<InstructionView>): InstructionView => ({ id: 'i', kind: 'stop', needsHuman: false, refusal: null, ...more }) as InstructionView;
const at = (line: Partial<RowAt['line']>): RowAt => ({ line: { transfer: transfer(), instruction: undefined, hold: undefined, queue: undefined, parentId: null, below: 0, cutOffs: [], intoAccount: 1, queries: [], ...line }, incident: { organPath: '' } as IncidentView, me: { role: 'operator' } as Me, nowMs: 0 });
const OURS = { placedBy: { code: 'A', name: '甲' }, right: { code: 'A', name: '甲' }, handOver: null };
const shown = (row: RowAt): string[] => buttonsOf(row).map(({ action, strong }) => `${action.opens}${strong ? '!' : ''}`);

describe('what can be done about a row', () => {
  it('offers to take a queued freeze back, whatever the stop beside it permits', () => {
    const queue = { id: 'q', position: 1, stopUntil: null } as RowAt['line']['queue'];
    const offered = (line: Partial<RowAt['line']>) => actionsOf(at(line)).some((one) => one.opens === 'unfreeze');
    expect([offered({}), offered({ queue })]).toEqual([false, true]);
  });

  it('has one letter for each entry, and none that the desk itself has', () => {
    const keys = ROW_ACTIONS.map(({ key }) => key);
    expect(keys.filter((key) => !/^[A-Z]$/.test(key) || TAKEN_KEYS.has(key))).toEqual([]);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });
  it('shows what the case waits for as strong buttons, and two at most', () => {
    expect(shown(at({ transfer: transfer({ institutionCode: null }) }))).toEqual(['correct!']);
    expect(shown(at({ transfer: transfer({ awaitsDecision: true }) }))).toEqual(['secondStop!']);
    expect(shown(at({ instruction: instruction({ state: 'uncertain', needsHuman: true }) }))).toEqual(['answer!']);
    expect(shown(at({ instruction: instruction({ state: 'waiting' }) }))).toEqual(['answer']);
    expect(shown(at({ transfer: transfer({ institutionCode: null, awaitsDecision: true }), instruction: instruction({ state: 'waiting' }) }))).toEqual(['secondStop!', 'correct!']);
  });
  it('keeps what is not pressing in the menu, and leaves out what does not belong', () => {
    const stopped = at({ instruction: instruction({ state: 'done' }) });
    expect(shown(stopped)).toEqual([]);
    expect(actionsOf(stopped).map(({ opens }) => opens)).toEqual(['addBelow', 'paste', 'queryFlow', 'queryHolder', 'watch']);
    expect(actionsOf(at({ instruction: instruction({ state: 'refused', refusal: 'moved_on' }) })).map(({ opens }) => opens)).toEqual(['answer', 'correct', 'addBelow', 'paste', 'queryFlow', 'queryHolder', 'watch']);
  });
  it('shows an organ that only receives a hold nothing that the api would not let it do', () => {
    const row = at({ instruction: instruction({ state: 'waiting' }), hold: { ...OURS, state: 'in_force', kind: 'stop', handOver: { toOrgan: { code: 'B' } } } as HoldView });
    const seen = (path: string): string[] => actionsOf({ ...row, incident: { organPath: '37/3708/370832/' } as IncidentView, me: { role: 'operator', organ: { code: 'B', path } } as Me }).map(({ opens }) => opens);
    expect(seen('37/3716/371625/')).toEqual(expect.arrayContaining(['acceptHandOver', 'declineHandOver']));
    expect(seen('37/3716/371625/').filter((opens) => ['answer', 'addBelow', 'paste', 'queryFlow', 'correct'].includes(opens))).toEqual([]);
    expect(seen('37/3708/')).toContain('addBelow');
  });
  it('lets a commander, and nobody else, correct what a bank has said', () => {
    const opened = (role: Me['role'], state: InstructionView['state']): boolean => actionsOf({ ...at({ instruction: instruction({ state }) }), me: { role } as Me }).some(({ opens }) => opens === 'override');
    expect([opened('commander', 'done'), opened('commander', 'uncertain'), opened('operator', 'done'), opened('commander', 'planned'), opened('commander', 'withdrawn')]).toEqual([true, true, false, false, false]);
  });
  it('brings measures to the front as the end of a hold comes near, unless one is under way', () => {
    const ending = (hours: number, more: Partial<HoldView> = {}): string[] => shown(at({ instruction: instruction({ state: 'done' }), hold: { id: 'h', kind: 'stop', state: 'in_force', until: new Date(hours * 3_600_000).toISOString(), underway: null, ...OURS, ...more } as HoldView }));
    expect(ending(40)).toEqual([]);
    expect(ending(20)).toEqual(['extend', 'freeze']);
    expect(ending(5)).toEqual(['extend!', 'freeze!']);
    expect(ending(5, { kind: 'freeze' })).toEqual(['renew!']);
    expect(ending(5, { underway: { kind: 'extend', state: 'waiting' } })).toEqual([]);
    expect(ending(5, { state: 'lapsed' })).toEqual([]);
  });
  it('greys what the api would refuse, in its words, but lets a freeze bring its case number along', () => {
    const held = at({ hold: { id: 'h', kind: 'stop', state: 'in_force', until: new Date(0).toISOString(), underway: null, ...OURS } as HoldView });
    const why = { field: 'kind', zh: '不行', en: 'no' };
    const permits = { measures: [{ kind: 'extend', permitted: false, refusal: 'stop_limit', why }, { kind: 'freeze', permitted: false, refusal: 'not_filed', why }] } as unknown as RowAt['permits'];
    expect(actionsOf(held).filter(({ blocked }) => blocked?.({ ...held, permits })).map(({ opens }) => opens)).toEqual(['extend']);
    expect(actionsOf(held).filter(({ blocked }) => blocked?.(held))).toEqual([]);
  });
  it('offers and withdraws a hand-over at the desk that has the right, accepts and declines it at the desk it is offered to', () => {
    const of = (organCode: string, more: object = {}): string[] => actionsOf({ ...at({ hold: { id: 'h', kind: 'stop', state: 'in_force', until: new Date(0).toISOString(), underway: null, ...OURS, ...more } as HoldView }), me: { role: 'operator', organ: { code: organCode, path: '' } } as Me }).map(({ opens }) => opens).filter((opens) => opens.endsWith('HandOver'));
    const handOver = { id: 'g', toOrgan: { code: 'B', name: '乙' } };
    expect([of('A'), of('B'), of('C')]).toEqual([['offerHandOver'], [], []]);
    expect([of('A', { handOver }), of('B', { handOver }), of('C', { handOver })]).toEqual([['withdrawHandOver'], ['acceptHandOver', 'declineHandOver'], []]);
    expect([of('A', { right: { code: 'B' } }), of('B', { right: { code: 'B' } })]).toEqual([[], ['offerHandOver']]);
    // What is over can only be brought to an end.
    expect([of('A', { handOver, state: 'lapsed' }), of('B', { handOver, state: 'lapsed' }), of('A', { state: 'lapsed' })]).toEqual([['withdrawHandOver'], ['declineHandOver'], []]);
  });
});
