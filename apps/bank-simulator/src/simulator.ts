import { CallbackCourier } from './answers/callback-courier';
import type { SealKeys } from './answers/check-seal';
import { BooksFile, booksInMemory } from './books/books-file';
import { bankRoutes } from './door/bank-routes';
import { HttpDoor, sendJson, type DoorHandler } from './door/http-door';
import { RequestGuard } from './door/request-guard';
import { InstitutionDesk } from './institutions/institution-desk';
import type { InstitutionKeys } from './institutions/institution-keys';
import type { InstitutionRegister } from './institutions/institution-register';
import { SimulatedClock } from './institutions/simulated-clock';
import { MuleNetwork } from './mules/mule-network';
import { scenarioRoutes } from './scenario/scenario-routes';

export interface SimulatorOptions {
  readonly register: InstitutionRegister;
  readonly keys: InstitutionKeys;
  readonly host: string;
  readonly port: number;
  /** Null: the books end with the process. */
  readonly dataFile: string | null;
  readonly clockSpeed: number;
  readonly adminToken: string | null;
  /** Public keys of the organs' seals; without them no seal is judged. */
  readonly sealKeys?: SealKeys;
}

export interface RunningSimulator {
  readonly url: string;
  close(): Promise<void>;
}

/** Wires the simulated world together and opens its door. Rejects when the port is taken. */
export async function openSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const { register, keys, adminToken } = options;
  const { books, close: closeBooks } = options.dataFile === null ? booksInMemory() : BooksFile.open(options.dataFile);
  const clock = new SimulatedClock(options.clockSpeed);
  const mules = new MuleNetwork(books, register, clock);
  const courier = new CallbackCourier(books, keys, clock);
  const desk = new InstitutionDesk(books, mules, courier, clock, (code) => register.find(code));
  mules.onMoved = (from, serial) => desk.onMoved(from, serial);
  const door = new HttpDoor([
    health,
    bankRoutes(register, keys, new RequestGuard(keys), desk, options.sealKeys ?? new Map()),
    scenarioRoutes({ register, books, mules, desk, adminToken }),
  ]);
  const url = await door.open(options.host, options.port);
  mules.resume();
  courier.resume();
  desk.resume((code) => register.find(code));
  const close = async (): Promise<void> => {
    clock.close();
    await Promise.all([door.close(), courier.close()]);
    closeBooks();
  };
  return { url, close };
}

const health: DoorHandler = ({ url, reply }) => {
  if (url.pathname !== '/health/live') return false;
  sendJson(reply, 200, { status: 'ok' });
  return true;
};
