/** Words for people; a state or an event without words stops the page from being drawn. */
const STATE_WORDS = {
  planned: ['待发', 'not sent yet, has a due time'],
  sending: ['发送中', 'a worker holds it and is asking now'],
  waiting: ['已受理', 'the institution accepted it, no result yet'],
  uncertain: ['不明', 'sent, nobody knows; asked about, never resent blind'],
  undelivered: ['未送达', 'certainly never reached them; a human must'],
  queued: ['轮候未生效', 'a freeze that waits behind earlier ones; it secures nothing'],
  done: ['已止付', 'stopped, by an explicit answer'],
  partly_done: ['部分止付', 'partly stopped, by an explicit answer'],
  refused: ['拒绝', 'refused, by an explicit answer'],
  withdrawn: ['撤回', 'withdrawn before it was sent'],
};
const EVENT_WORDS = {
  claimed: ['领取', 'a worker takes it'],
  withdrawn: ['撤回', 'the desk withdraws it'],
  accepted: ['受理', 'answer: accepted'],
  queued: ['轮候', 'answer: queued behind earlier freezes'],
  done: ['已办', 'answer: done'],
  partly_done: ['部分办理', 'answer: partly done'],
  refused: ['拒绝', 'answer: refused'],
  never_received: ['从未收到', 'answer: never received'],
  silent: ['无明确反馈', 'no explicit answer'],
  not_delivered: ['未送达', 'certainly not delivered'],
  delivery_given_up: ['放弃投递', 'the policy for retries ended'],
  overridden_done: ['更正为已办', 'a person states: done'],
  overridden_partly_done: ['更正为部分办理', 'a person states: partly done'],
  overridden_refused: ['更正为拒绝', 'a person states: refused'],
};

const PROTECTION_WORDS = { in_force: ['保护中', 'the bank lets nothing out'], lapsed: ['到期', 'its time ran out'], released: ['已解除', "ended at the victim's wish"] };

const wordsFor = (words, name) => {
  if (!words[name]) throw new Error(`tools/tidy/draw-law-page.mjs has no words for "${name}"`);
  return words[name];
};

/** docs/instruction-law.md out of the law itself (`#domain`): the picture, the words, and every state × event. */
export function drawLawPage({ INSTRUCTION_STATES, INSTRUCTION_EVENTS, ENDED_STATES, INSTRUCTION_LAW, drawInstructionLaw, PROTECTION_STATES, PROTECTION_EVENTS, PROTECTION_LAW, drawProtectionLaw }) {
  const states = INSTRUCTION_STATES.map((state) => `| \`${state}\` | ${wordsFor(STATE_WORDS, state).join(' | ')} | ${ENDED_STATES.has(state) ? '是 yes' : ''} |`);
  const events = INSTRUCTION_EVENTS.map((event) => `| \`${event}\` | ${wordsFor(EVENT_WORDS, event).join(' | ')} |`);
  const rows = INSTRUCTION_STATES.map((state) => `| **${wordsFor(STATE_WORDS, state)[0]}** \`${state}\` | ${INSTRUCTION_EVENTS.map((event) => cell(state, INSTRUCTION_LAW[state][event])).join(' | ')} |`);
  return `${[
    '# 指令的一生 · The life of an instruction',
    '',
    '由 `libs/domain/src/instruction/instruction.law.ts` 生成，请勿手改：`node tools/tidy.mjs --write`。',
    'Generated from the law itself; do not edit.',
    '',
    '只有机构的明确反馈才算办结；无明确反馈一律为“不明”，只查询，绝不盲目重发。',
    'Only an explicit answer ends an instruction; silence makes it *uncertain*: asked about, never resent blind.',
    '',
    '```mermaid',
    drawInstructionLaw().trimEnd(),
    '```',
    '',
    '## 状态 States',
    '',
    '| | 中文 | Meaning | 终态 Ended |',
    '|---|---|---|---|',
    ...states,
    '',
    '## 事件 Events',
    '',
    '| | 中文 | Meaning |',
    '|---|---|---|',
    ...events,
    '',
    '## 每一状态 × 每一事件 Every state × every event',
    '',
    '`=` 维持并记录 stays, recorded · `·` 重复，无变化 said before · `✗` 不可能，属程序错误 impossible, a bug · `!` 前后矛盾，转人工 contradiction, to a human',
    '',
    `| | ${INSTRUCTION_EVENTS.map((event) => wordsFor(EVENT_WORDS, event)[0]).join(' | ')} |`,
    `|---|${INSTRUCTION_EVENTS.map(() => '---').join('|')}|`,
    ...rows,
    '',
    '## 保护性止付 The life of a protective stop',
    '',
    '被害人本人卡，由 `libs/domain/src/protection/protection.law.ts` 生成。只有两件事能发生：到期、解除；不能续，也不能转冻结。',
    "The victim's own card. Only two things can happen to it: it lapses or is released; it is never extended and never becomes a freeze.",
    '',
    '```mermaid',
    drawProtectionLaw().trimEnd(),
    '```',
    '',
    `| | | ${PROTECTION_EVENTS.map((event) => `${wordsFor(PROTECTION_WORDS, event)[0]} \`${event}\``).join(' | ')} |`,
    `|---|---|${PROTECTION_EVENTS.map(() => '---').join('|')}|`,
    ...PROTECTION_STATES.map((state) => `| **${wordsFor(PROTECTION_WORDS, state)[0]}** \`${state}\` | ${PROTECTION_WORDS[state][1]} | ${PROTECTION_EVENTS.map((event) => (PROTECTION_LAW[state][event] === 'repeated' ? '·' : `→ ${wordsFor(PROTECTION_WORDS, PROTECTION_LAW[state][event].to)[0]}`)).join(' | ')} |`),
  ].join('\n')}\n`;
}

function cell(state, ruling) {
  if (ruling === 'repeated') return '·';
  if (ruling === 'forbidden') return '✗';
  return `${ruling.to === state ? '=' : `→ ${STATE_WORDS[ruling.to][0]}`}${ruling.contradicts ? ' !' : ''}`;
}
