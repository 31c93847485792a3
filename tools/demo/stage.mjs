import { randomInt } from 'node:crypto';

/**
 * Where a scenario sets the scene. With the simulator's address the banks are told how to behave; without it the scenario
 * falls back on what every simulated bank does by itself (by-hand institution, numbers with a magic ending).
 */
export class Stage {
  constructor({ simulatorUrl, speed, clockSpeed, signal }) {
    this.simulatorUrl = simulatorUrl;
    this.signal = signal;
    /** Milliseconds of the story as the simulator counts its own: it divides them by its CLOCK_SPEED again. */
    this.delayMs = (storyMs) => Math.round((storyMs * clockSpeed) / speed);
  }

  get isScripted() {
    return this.simulatorUrl !== undefined;
  }

  /** See apps/bank-simulator/src/scenario/parse-scenario.ts. */
  async script(scenario) {
    await this.ask('scenario', { method: 'POST', body: JSON.stringify(scenario) });
  }

  /** A clerk of a by-hand bank answers; see apps/bank-simulator/src/scenario/clerk-answer.ts. */
  async clerk(institutionCode, answer) {
    await this.ask(`institutions/${institutionCode}/clerk-answers`, { method: 'POST', body: JSON.stringify(answer) });
  }

  /** The banks' own books: what really happened, whatever was answered. */
  books() {
    return this.ask('books', {});
  }

  async ask(path, request) {
    const response = await fetch(`${this.simulatorUrl}/simulator/${path}`, {
      ...request, signal: this.signal,
      headers: { ...(request.body && { 'content-type': 'application/json' }), ...(process.env.SIMULATOR_ADMIN_TOKEN && { 'simulator-admin-token': process.env.SIMULATOR_ADMIN_TOKEN }) },
    });
    if (!response.ok) throw new Error(`银行模拟器拒绝剧本 the simulator refuses the scenario: ${response.status} ${await response.text()}`);
    return response.json();
  }
}

/** A fresh card number of 16 digits with a right check digit, so that a story can be played again on the same system. `ending` is kept. */
export function cardNumber(bin, ending = String(randomInt(1_000, 10_000))) {
  const body = bin + String(randomInt(0, 10 ** (15 - bin.length - ending.length))).padStart(15 - bin.length - ending.length, '0');
  for (let digit = 0; digit <= 9; digit += 1) {
    const number = `${body}${digit}${ending}`;
    if (passesLuhn(number)) return number;
  }
  throw new Error(`no check digit for ${bin}…${ending}`);
}

function passesLuhn(number) {
  const sum = [...number].reverse().reduce((total, sign, index) => {
    const digit = Number(sign) * (index % 2 === 0 ? 1 : 2);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return sum % 10 === 0;
}
