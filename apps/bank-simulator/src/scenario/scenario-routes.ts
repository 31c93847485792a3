import type { IncomingMessage } from 'node:http';
import { timingSafeEqual } from 'node:crypto';
import type { Books } from '../books/books';
import { sendJson, type DoorHandler, type DoorRequest } from '../door/http-door';
import { readBody } from '../door/read-body';
import type { InstitutionDesk } from '../institutions/institution-desk';
import type { InstitutionRegister } from '../institutions/institution-register';
import type { MuleNetwork } from '../mules/mule-network';
import { viewBooks } from './books-view';
import { decisionOf, parseClerkAnswer } from './clerk-answer';
import { parseScenario } from './parse-scenario';
import { playScenario } from './play-scenario';

const SCENARIO_BYTES_MAX = 16 * 1024 * 1024;
const CLERK_PATH = /^\/simulator\/institutions\/([^/]+)\/clerk-answers$/;
const EARLIER_PATH = /^\/simulator\/institutions\/([^/]+)\/accounts\/([^/]+)\/earlier-freezes\/first$/;
const LOOPBACK: ReadonlySet<string | undefined> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** What the stage hands need; never reachable from another machine. */
export interface StageRoom {
  readonly register: InstitutionRegister;
  readonly books: Books;
  readonly mules: MuleNetwork;
  readonly desk: InstitutionDesk;
  /** SIMULATOR_ADMIN_TOKEN; null: loopback is enough. */
  readonly adminToken: string | null;
}

/** The stage behind the banks: `/simulator/scenario`, `/simulator/books`, `/simulator/institutions/<code>/clerk-answers`, DELETE `…/accounts/<number>/earlier-freezes/first`. */
export function scenarioRoutes(room: StageRoom): DoorHandler {
  return async (request) => {
    const { pathname } = request.url;
    if (!pathname.startsWith('/simulator/')) return false;
    if (!isAllowed(request.http, room.adminToken)) {
      sendJson(request.reply, 403, { code: 'FORBIDDEN', detail: 'loopback only, and header "simulator-admin-token" where SIMULATOR_ADMIN_TOKEN is set' });
      return true;
    }
    if (request.method === 'GET' && pathname === '/simulator/books') {
      const { searchParams } = request.url;
      sendJson(request.reply, 200, viewBooks(room.books, room.register, { institutionCode: searchParams.get('institution'), instructionId: searchParams.get('instructionId') }));
      return true;
    }
    const earlier = request.method === 'DELETE' ? EARLIER_PATH.exec(pathname) : null;
    if (earlier) {
      sendJson(request.reply, 200, { told: room.desk.endEarlierFreeze({ institutionCode: earlier[1] ?? '', number: earlier[2] ?? '' }) });
      return true;
    }
    const clerkOf = CLERK_PATH.exec(pathname)?.[1];
    if (request.method !== 'POST' || (pathname !== '/simulator/scenario' && clerkOf === undefined)) return false;
    const body = await readJson(request);
    if (body === undefined) return true;
    if (clerkOf === undefined) answerScenario(request, body, room);
    else answerClerk(request, body, clerkOf, room);
    return true;
  };
}

function answerScenario({ reply }: DoorRequest, body: unknown, room: StageRoom): void {
  const scenario = parseScenario(body);
  if ('faults' in scenario) return sendJson(reply, 400, { code: 'SCENARIO', detail: 'the scenario has faults', errors: scenario.faults });
  const stranger = [...scenario.institutions, ...scenario.accounts.map((account) => ({ code: account.institutionCode }))].find(({ code }) => !room.register.find(code));
  if (stranger) return sendJson(reply, 400, { code: 'INSTITUTION', detail: `no simulated institution ${stranger.code}` });
  playScenario(scenario, room.books, room.mules);
  sendJson(reply, 200, {
    institutions: scenario.institutions.length, routes: scenario.routes.length, accounts: scenario.accounts.length, payments: scenario.payments.length,
  });
}

function answerClerk({ reply }: DoorRequest, body: unknown, institutionCode: string, room: StageRoom): void {
  const now = new Date();
  const typed = parseClerkAnswer(body, now);
  if ('faults' in typed) return sendJson(reply, 400, { code: 'CLERK_ANSWER', detail: 'the answer has faults', errors: typed.faults });
  const record = room.books.instruction(institutionCode, typed.instructionId);
  if (!record) return sendJson(reply, 404, { code: 'NO_INSTRUCTION', detail: `${institutionCode} has received no such instruction` });
  const replayed = record.answer !== null;
  const answer = room.desk.settle(record, 1, decisionOf(typed, record, room.desk.accountOf(record), now));
  sendJson(reply, replayed ? 200 : 201, answer);
}

/** The JSON of the body; undefined when the request has been answered with a fault already. */
async function readJson({ http, reply }: DoorRequest): Promise<unknown> {
  const body = await readBody(http, SCENARIO_BYTES_MAX);
  if (body === 'too_large') {
    sendJson(reply, 413, { code: 'TOO_LARGE', detail: `more than ${SCENARIO_BYTES_MAX} bytes` });
    return undefined;
  }
  try {
    return JSON.parse(body.toString('utf8')) ?? {};
  } catch {
    sendJson(reply, 400, { code: 'FORMAT', detail: 'not JSON' });
    return undefined;
  }
}

function isAllowed(http: IncomingMessage, adminToken: string | null): boolean {
  if (!LOOPBACK.has(http.socket.remoteAddress)) return false;
  if (adminToken === null) return true;
  const given = Buffer.from(String(http.headers['simulator-admin-token'] ?? ''));
  const wanted = Buffer.from(adminToken);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
