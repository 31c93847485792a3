import { padded } from '../terminal/width.mjs';
import { sentenceOf } from './fact-sentences.mjs';

const INDENT = ' '.repeat(19);

/** Tells the story on a stream, one fact after the other. */
export class Teller {
  constructor({ out, clock, institutionName }) {
    this.out = out;
    this.clock = clock;
    this.institutionName = institutionName;
  }

  say(line = '') {
    this.out.write(`${line}\n`);
  }

  opening({ title, opening }, speed) {
    this.say(`\n━━ ${title.zh}`);
    this.say(`   ${title.en}`);
    this.say();
    for (const { zh, en } of opening) this.say(`  ${zh}\n    ${en}`);
    this.say(`\n  T+ 为录入后的故事时间（${speed} 倍速），括号内为真实毫秒 · T+ is story time since entry (${speed} times faster), in brackets real milliseconds\n`);
  }

  fact(fact) {
    const sentence = sentenceOf(fact, this.institutionName);
    const mark = `${this.clock.mark(fact.at)} (${Math.max(0, this.clock.realMs(fact.at))})`;
    this.say(`${padded(mark, INDENT.length)}${sentence.sign} ${sentence.zh}\n${INDENT}  ${sentence.en}`);
  }

  aside(zh, en) {
    this.say(`${INDENT}… ${zh} · ${en}`);
  }
}
