import { ok, strictEqual as is, deepStrictEqual as same } from 'node:assert';
import type { SilenceCause } from '#domain';
import { newAttempt, newStop, type ContractCase } from '../contract-rig';
import type { StagedBehaviour } from '../institution-stage';

/** Long enough that the request itself arrives in time on a busy machine. */
const SHORT_MS = 600;
/** An attempt may overrun its deadline by this much on a busy machine. */
const GRACE_MS = 2_000;

const SILENT: readonly (readonly [string, StagedBehaviour, SilenceCause, number?])[] = [
  ['no answer before the deadline', { kind: 'hangs' }, 'timeout', SHORT_MS],
  ['an answer that starts and does not end before the deadline', { kind: 'stalls' }, 'timeout', SHORT_MS],
  ['the connection cut after the request', { kind: 'cuts_connection' }, 'connection_lost'],
  ['the connection cut in the middle of the answer', { kind: 'cuts_answer' }, 'connection_lost'],
  ['an endless answer', { kind: 'endless' }, 'answer_too_large'],
  ['garbage', { kind: 'garbage' }, 'garbled'],
  ['a failure inside the institution', { kind: 'fails' }, 'server_error'],
  ['"busy" without saying that nothing was done', { kind: 'busy_vaguely' }, 'server_error'],
];

/** Whatever is no explicit answer is silence with its exact cause; nothing is sent twice, nothing hangs, nothing throws. */
export const silence: readonly ContractCase[] = [
  ...SILENT.map(([name, behaviour, cause, deadlineMs]): ContractCase => ({
    name: `silence: ${name}`,
    async check({ adapter, stage }) {
      stage.behave(behaviour);
      const before = stage.received.length;
      const startedAt = Date.now();
      const attempt = newAttempt(deadlineMs === undefined ? {} : { deadlineMs });
      const { result } = await adapter.send(newStop(stage.endpoint), stage.endpoint, attempt);
      same(result, { kind: 'silent', cause });
      is(stage.received.length, before + 1, 'the request went out exactly once');
      ok(Date.now() - startedAt < attempt.deadlineMs + GRACE_MS, 'the deadline holds');
    },
  })),
  {
    name: 'silence: our own worker stops in the middle of the attempt',
    async check({ adapter, stage }) {
      stage.behave({ kind: 'hangs' });
      const stop = new AbortController();
      const arrival = stage.nextMessage();
      const report = adapter.send(newStop(stage.endpoint), stage.endpoint, newAttempt({ signal: stop.signal }));
      await arrival;
      stop.abort();
      same((await report).result, { kind: 'silent', cause: 'worker_lost' });
    },
  },
  {
    name: 'after a silence the next attempt is heard',
    async check({ adapter, stage }) {
      stage.behave({ kind: 'cuts_connection' });
      await adapter.send(newStop(stage.endpoint), stage.endpoint, newAttempt());
      stage.behave({ kind: 'accepts', reference: 'R' });
      const { result } = await adapter.send(newStop(stage.endpoint), stage.endpoint, newAttempt());
      is(result.kind, 'answered');
    },
  },
];
