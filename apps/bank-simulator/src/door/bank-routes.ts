import { responseLine, signMessage } from '#message-signature';
import { sayProblem, type Reply } from '../answers/reply';
import { checkSeal, type SealKeys } from '../answers/check-seal';
import { parseInstruction } from '../answers/wire-messages';
import type { InstitutionDesk } from '../institutions/institution-desk';
import type { InstitutionKeys } from '../institutions/institution-keys';
import type { InstitutionRegister, SimulatedInstitution } from '../institutions/institution-register';
import type { DoorHandler, DoorRequest } from './http-door';
import { readBody } from './read-body';
import type { RequestGuard } from './request-guard';

const INSTRUCTION_BYTES_MAX = 64 * 1024;
const BANK_PATH = /^\/banks\/([^/]+)\/v1\/instructions(?:\/([^/]+))?$/;

/** The HTTP face of every simulated institution: `/banks/<code>/v1/instructions[/<id>]`. */
export function bankRoutes(register: InstitutionRegister, keys: InstitutionKeys, guard: RequestGuard, desk: InstitutionDesk, sealKeys: SealKeys): DoorHandler {
  return async (request) => {
    const [, code, instructionId] = BANK_PATH.exec(request.url.pathname) ?? [];
    const institution = code === undefined ? undefined : register.find(code);
    if (!institution) return false;
    const body = await readBody(request.http, INSTRUCTION_BYTES_MAX);
    if (body === 'too_large') {
      send(request, sayProblem(413, 'TOO_LARGE', `more than ${INSTRUCTION_BYTES_MAX} bytes`));
      return true;
    }
    const verdict = guard.check(institution.code, { method: request.method, target: request.target, headers: request.http.headers, body }, new Date());
    if (verdict.kind === 'turned_away') {
      send(request, sayProblem(401, 'SIGNATURE', verdict.reason));
      return true;
    }
    const reply = await answer({ desk, sealKeys }, institution, request, instructionId, body);
    send(request, reply, (status, text) => signMessage({
      method: responseLine(status), path: request.target, keyId: institution.code, key: keys.of(institution.code).fromBank,
      body: text, nonce: verdict.nonce, now: new Date(),
    }));
    return true;
  };
}

async function answer({ desk, sealKeys }: { readonly desk: InstitutionDesk; readonly sealKeys: SealKeys }, institution: SimulatedInstitution, request: DoorRequest, instructionId: string | undefined, body: Buffer): Promise<Reply> {
  if (request.method === 'GET' && instructionId !== undefined) return desk.inquire(institution, instructionId);
  if (request.method !== 'POST' || instructionId !== undefined) return sayProblem(405, 'METHOD', 'POST an instruction or GET one by its id');
  const instruction = parseInstruction(body.toString('utf8'));
  if (!instruction) return sayProblem(400, 'FORMAT', 'not an instruction');
  if (request.http.headers['idempotency-key'] !== instruction.instructionId) return sayProblem(400, 'IDEMPOTENCY_KEY', 'the header must repeat the instruction id');
  const sealFault = checkSeal(body.toString('utf8'), instruction, sealKeys);
  return desk.receive(institution, sealFault ? { ...instruction, sealFault } : instruction);
}

function send({ http, reply }: DoorRequest, said: Reply, sign?: (status: number, text: string) => object): void {
  if (said.kind === 'hang') return;
  if (said.kind === 'drop') {
    http.socket.resetAndDestroy();
    return;
  }
  const headers: Record<string, string | number> = { 'content-type': said.contentType, 'content-length': Buffer.byteLength(said.body) };
  if (said.retryAfterSeconds !== undefined) headers['retry-after'] = said.retryAfterSeconds;
  if (said.signed && sign) Object.assign(headers, sign(said.status, said.body));
  reply.writeHead(said.status, headers);
  reply.end(said.body);
}
