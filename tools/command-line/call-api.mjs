import { EXIT, Refusal } from './refusal.mjs';

const NO_ANSWER_AFTER_MS = 15_000;

/**
 * One request to the public API. Returns the answer's JSON.
 * @throws {Refusal} with the api's own words, field and remedy (exit 1), or that nobody answered (exit 69)
 */
export async function callApi({ url, token, lang }, { method, path, body, key, version }) {
  let response;
  try {
    response = await fetch(`${url}/api/v1${path}`, {
      method, signal: AbortSignal.timeout(NO_ANSWER_AFTER_MS),
      headers: {
        'accept-language': lang, ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }), ...(version !== undefined && { 'if-match': String(version) }),
      },
      body: body && JSON.stringify(body),
    });
  } catch (error) {
    throw unreachable(url, error.cause?.code ?? error.cause?.message ?? error.name, key);
  }
  const told = await response.json().catch(() => undefined);
  if (response.ok) return told;
  if (told?.title === undefined) throw unreachable(url, `HTTP ${response.status}`, key);
  const say = (language) => [...(told.errors?.length ? told.errors.map((fault) => `${fault.field}: ${fault[language]}`) : [told.detail || told.title]), ...(response.status === 401 ? [language === 'zh' ? '  请运行 npm run zf -- login' : '  run: npm run zf -- login'] : [])].join('\n');
  throw new Refusal(EXIT.refused, say('zh'), say('en'));
}

/** Whether a request took effect is then unknown: repeating it under its key can do no harm. */
function unreachable(url, why, key) {
  return new Refusal(EXIT.unreachable,
    `${url} 没有应答（${why}）：请检查网址（--url 或 ZF_URL）和系统是否在运行。${key ? `\n  是否已受理不明；原样重试并加上 --key ${key}，不会重复` : ''}`,
    `${url} gave no answer (${why}): check the address (--url or ZF_URL) and whether the system runs.${key ? `\n  It may or may not have been taken; repeat it with --key ${key}, it cannot happen twice` : ''}`);
}
