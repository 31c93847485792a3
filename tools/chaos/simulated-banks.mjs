import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent, fetch } from 'undici';
import { ROOT } from '../project.mjs';

const REGISTER = JSON.parse(readFileSync(join(ROOT, 'data/institutions.json'), 'utf8'));

/** Each order on a connection of its own: one kept alive may be closed by the other side at the very moment a busy process writes to it, and an order (POST) is not tried again. */
const dispatcher = new Agent({ pipelining: 0 });

/** The stage behind the simulated banks: their moods, their clerks, and their own books. */
export class SimulatedBanks {
  constructor(url) {
    this.url = url;
  }

  /** Gives a bank another temperament; without one it gets back its own. */
  async temper(code, temperament = REGISTER.find((bank) => bank.code === code).temperament) {
    await this.post('scenario', { institutions: [{ code, temperament }] });
  }

  async books() {
    const response = await fetch(`${this.url}/simulator/books`, { dispatcher });
    return response.json();
  }

  /** Clerks answer what is left on the banks' desks, each by its own books. Returns how many. */
  async clearDesks() {
    const { institutions } = await this.books();
    const open = institutions.flatMap(({ code, instructions }) => instructions.filter(({ answer }) => answer === null).map(({ instructionId }) => ({ code, instructionId })));
    for (const { code, instructionId } of open) await this.post(`institutions/${code}/clerk-answers`, { instructionId });
    return open.length;
  }

  async post(path, body) {
    const response = await fetch(`${this.url}/simulator/${path}`, { dispatcher, method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`simulator/${path}: ${response.status} ${await response.text()}`);
  }
}
