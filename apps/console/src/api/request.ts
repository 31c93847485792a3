import { useLanguage } from '../language/language.store';
import { useSession } from '../session/session.store';

export interface FieldFault { readonly field: string; readonly zh: string; readonly en: string }

/** The api said no, in its own words (RFC 9457). */
export class ApiProblem extends Error {
  constructor(readonly status: number, readonly code: string, readonly title: string, readonly detail: string, readonly errors: readonly FieldFault[], readonly traceId: string) {
    super(detail || title);
  }
}

/** No answer came: the request may or may not have arrived. */
export class NoAnswer extends Error {}

interface RequestOptions { body?: unknown; key?: string; ifMatch?: number }

const NO_ANSWER_AFTER_MS = 15_000;

/** Asks the api. Throws ApiProblem when it refuses, NoAnswer when nobody knows. A lost session logs out. */
export async function request<Answer>(method: 'GET' | 'POST' | 'PATCH', path: string, options: RequestOptions = {}): Promise<Answer> {
  const { token, close } = useSession.getState();
  const headers: Record<string, string> = { 'accept-language': useLanguage.getState().language };
  if (token) headers['authorization'] = `Bearer ${token}`;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.key) headers['idempotency-key'] = options.key;
  if (options.ifMatch !== undefined) headers['if-match'] = String(options.ifMatch);
  let answer: Response;
  try {
    answer = await fetch(`/api/v1${path}`, { method, headers, body: options.body === undefined ? undefined : JSON.stringify(options.body), signal: AbortSignal.timeout(NO_ANSWER_AFTER_MS) });
  } catch (cause) {
    throw new NoAnswer('no answer', { cause });
  }
  const told: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return told as Answer;
  if (answer.status === 401 && token) close('expired');
  // A gateway's page instead of a problem: whether the api acted is unknown.
  if (!isProblem(told)) throw answer.status >= 500 ? new NoAnswer(`HTTP ${answer.status}`) : new ApiProblem(answer.status, 'unknown', `HTTP ${answer.status}`, '', [], '');
  throw new ApiProblem(answer.status, told.code ?? 'unknown', told.title ?? '', told.detail ?? '', told.errors ?? [], told.traceId ?? '');
}

interface Told { code?: string; title?: string; detail?: string; errors?: FieldFault[]; traceId?: string }
function isProblem(told: unknown): told is Told {
  return typeof told === 'object' && told !== null && ('title' in told || 'code' in told);
}
