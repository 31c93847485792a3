import { ENDED_STATES, INSTRUCTION_STATES, type InstructionState } from './instruction';
import { allows, drawInstructionLaw, INSTRUCTION_EVENTS, INSTRUCTION_LAW, ruleOn, type InstructionEvent, type Ruling } from './instruction.law';

type Expected = { to: InstructionState; contradicts: boolean } | 'repeated' | 'forbidden';
const to = (state: InstructionState, contradicts = false): Expected => ({ to: state, contradicts });

const isOneOf = <T extends string>(value: string, ...list: readonly T[]): value is T => (list as readonly string[]).includes(value);
/** Nothing of it has gone out: it is still ours alone. */
const notSentYet = (state: InstructionState): boolean => isOneOf(state, 'planned', 'undelivered');
/** The institution said something explicit about it that is still the last word. */
const spokenFor = (state: InstructionState): boolean => isOneOf(state, 'waiting', 'queued', 'done', 'partly_done', 'refused');

/** The law said in words, one rule after the other; written without looking at the table's cells. */
function lawInWords(state: InstructionState, event: InstructionEvent): Expected {
  const ended = ENDED_STATES.has(state);
  switch (event) {
    case 'claimed':
      return notSentYet(state) ? to('sending') : 'forbidden';
    case 'withdrawn':
      // Only what never went out can be taken back.
      if (state === 'withdrawn') return 'repeated';
      return notSentYet(state) ? to('withdrawn') : 'forbidden';
    case 'done':
    case 'partly_done':
      if (state === event) return 'repeated';
      // One measure after another measure: nobody knows which is true; what was recorded stays and a person decides.
      if (isOneOf(state, 'done', 'partly_done')) return to(state, true);
      // A measure after a "no" or after our own withdrawal is in force all the same: the account is stopped.
      return to(event, ended);
    case 'queued':
      // In a queue is less than in force: it never unsays a measure; after a "no" or our own withdrawal it stands there all the same.
      return isOneOf(state, 'done', 'partly_done') ? to(state, true) : to('queued', ended);
    case 'refused':
      if (state === 'refused') return 'repeated';
      // A "no" after a "yes" never undoes the stop that was claimed; after a withdrawal it changes nothing.
      return ended ? to(state, true) : to('refused');
    case 'accepted':
      if (state === 'withdrawn') return to('waiting', true);
      // Accepted says less than what was said already.
      return spokenFor(state) ? 'repeated' : to('waiting');
    case 'never_received':
      // The only word after which a message that may have arrived is sent again …
      if (isOneOf(state, 'sending', 'uncertain')) return to('planned');
      // … news to nobody while nothing is out there …
      if (notSentYet(state) || state === 'withdrawn') return 'repeated';
      // … and a contradiction once they have spoken: an accepted one is not resent but asked about.
      return to(isOneOf(state, 'waiting', 'queued') ? 'uncertain' : state, true);
    case 'silent':
      // Silence never ends anything and never proves anything.
      if (ended) return 'repeated';
      if (notSentYet(state)) return 'forbidden';
      return to(isOneOf(state, 'waiting', 'queued') ? state : 'uncertain');
    case 'not_delivered':
      if (ended) return 'repeated';
      if (notSentYet(state)) return 'forbidden';
      // Of the message itself: try again. Of a question about it: nothing is known that was not known before.
      return to(state === 'sending' ? 'planned' : state);
    case 'overridden_done':
    case 'overridden_partly_done':
    case 'overridden_refused': {
      // Only of what has gone out can anybody know what became of it; a message under way has its own end first.
      const said = event.replace('overridden_', '') as 'done' | 'partly_done' | 'refused';
      return notSentYet(state) || isOneOf(state, 'sending', 'withdrawn') ? 'forbidden' : to(said);
    }
    case 'delivery_given_up':
      if (state === 'undelivered') return 'repeated';
      return isOneOf(state, 'planned', 'sending') ? to('undelivered') : 'forbidden';
  }
}

function spoken(ruling: Ruling): Expected {
  return typeof ruling === 'string' ? ruling : to(ruling.to, ruling.contradicts === true);
}

describe('the instruction law', () => {
  const pairs = INSTRUCTION_STATES.flatMap((state) => INSTRUCTION_EVENTS.map((event) => [state, event] as const));

  it.each(pairs)('%s + %s is as the rules in words say', (state, event) => {
    expect(spoken(INSTRUCTION_LAW[state][event])).toEqual(lawInWords(state, event));
  });

  it('has a row for every state and a column for every event, and none besides', () => {
    expect(Object.keys(INSTRUCTION_LAW).sort()).toEqual([...INSTRUCTION_STATES].sort());
    for (const row of Object.values(INSTRUCTION_LAW)) expect(Object.keys(row).sort()).toEqual([...INSTRUCTION_EVENTS].sort());
  });

  it('lets nothing but an explicit answer of that kind, or a word of a person over it, end in done or partly done', () => {
    for (const [state, event] of pairs) {
      const ruling = INSTRUCTION_LAW[state][event];
      if (typeof ruling === 'string' || ruling.to === state) continue;
      if (ruling.to === 'done' || ruling.to === 'partly_done' || ruling.to === 'refused') expect([ruling.to, `overridden_${ruling.to}`]).toContain(event);
    }
  });

  it('never leads from an ended state back to sending or planned', () => {
    for (const state of ENDED_STATES) {
      for (const event of INSTRUCTION_EVENTS) {
        const ruling = INSTRUCTION_LAW[state][event];
        if (typeof ruling !== 'string') expect(['planned', 'sending', 'uncertain', 'undelivered']).not.toContain(ruling.to);
      }
    }
  });

  it('throws on what it forbids, and says so beforehand', () => {
    for (const [state, event] of pairs) {
      if (allows(state, event)) expect(ruleOn(state, event)).toBe(INSTRUCTION_LAW[state][event]);
      else expect(() => ruleOn(state, event)).toThrow(`forbids "${event}" in state "${state}"`);
    }
  });

  it('draws every move and every contradiction', () => {
    const drawing = drawInstructionLaw();
    for (const [state, event] of pairs) {
      const ruling = INSTRUCTION_LAW[state][event];
      const line = `  ${state} --> ${typeof ruling === 'string' ? '?' : ruling.to}: ${event}`;
      const drawn = typeof ruling !== 'string' && (ruling.to !== state || ruling.contradicts === true);
      expect(drawing.split('\n').some((one) => one.startsWith(line))).toBe(drawn);
    }
  });
});
