import { randomUUID } from 'node:crypto';
import { seededChance } from '../institutions/seeded-chance';
import type { Lie, Temperament } from '../institutions/temperament';
import type { InstructionRecord } from '../books/books';
import { say } from './decision';
import { sayAccepted, sayAnswer, sayJson, type Reply } from './reply';

/** The lie that a lying institution tells about an instruction; the same one each time it is asked. */
export function lieAbout(record: InstructionRecord, temperament: Extract<Temperament, { kind: 'lying' }>, now: Date): Reply {
  const { lies, seed } = temperament;
  return tell(lies[Math.floor(seededChance(seed, record.instruction.instructionId) * lies.length)]!, record, now);
}

function tell(lie: Lie, record: InstructionRecord, now: Date): Reply {
  const { instruction } = record;
  const stopped = say(instruction, '0000', now, { controlledFen: instruction.amountFen }).answer;
  switch (lie) {
    case 'too_much': return sayAnswer({ ...stopped, controlledFen: instruction.amountFen * 10 });
    case 'other_instruction': return sayAnswer({ ...stopped, instructionId: randomUUID() });
    case 'unknown_code': return sayAnswer({ ...stopped, code: '7777', text: '见电话说明 see phone' });
    case 'unsigned': return sayJson(200, stopped, false);
    case 'garbage': return { kind: 'say', status: 200, body: '<html>OK 已止付</html>', signed: true, contentType: 'text/html' };
    case 'accepted_forever': return sayAccepted(record);
  }
}
