import type { IncidentView, InstructionView, Me, TransferView } from '../../api/contract';
import type { RowAt } from './row-action';
import { actionsOf, buttonsOf, ROW_ACTIONS, TAKEN_KEYS } from './row-actions';

const transfer = (more: Partial<TransferView> = {}): TransferView => ({ transferId: 't', institutionCode: '9', awaitsDecision: false, ...more }) as TransferView;
const instruction = (more: Partial<InstructionView>): InstructionView => ({ id: 'i', kind: 'stop', needsHuman: false, refusal: null, ...more }) as InstructionView;
const at = (line: Partial<RowAt['line']>): RowAt => ({ line: { transfer: transfer(), instruction: undefined, hold: undefined, ...line }, incident: {} as IncidentView, me: { role: 'operator' } as Me, nowMs: 0 });
const shown = (row: RowAt): string[] => buttonsOf(row).map(({ action, strong }) => `${action.opens}${strong ? '!' : ''}`);

describe('what can be done about a row', () => {
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
    expect(actionsOf(stopped).map(({ opens }) => opens)).toEqual(['addBelow']);
    expect(actionsOf(at({ instruction: instruction({ state: 'refused', refusal: 'moved_on' }) })).map(({ opens }) => opens)).toEqual(['answer', 'correct', 'addBelow']);
  });
});
