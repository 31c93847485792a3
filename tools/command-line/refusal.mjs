/** How `zf` ends; documented in its help and in docs/handbook/command-line.md. */
export const EXIT = { ok: 0, refused: 1, usage: 2, unreachable: 69 };

/** An expected "no": its text in both languages and the exit code. */
export class Refusal extends Error {
  constructor(code, zh, en) {
    super(en);
    Object.assign(this, { code, zh, en });
  }
}

export const wrongUse = (zh, en) => new Refusal(EXIT.usage, zh, en);
