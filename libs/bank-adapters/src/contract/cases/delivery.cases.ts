import { ok, strictEqual as is, deepStrictEqual as same } from 'node:assert';
import { newAttempt, newStop, type ContractCase } from '../contract-rig';

/** "Not delivered" is said only when the institution certainly processed nothing. */
export const delivery: readonly ContractCase[] = [
  {
    name: 'not delivered: nobody listens',
    async check({ adapter, stage }) {
      const { result } = await adapter.send(newStop(stage.endpoint), stage.deadEndpoint, newAttempt());
      same(result, { kind: 'not_delivered', cause: 'connection_refused' });
    },
  },
  {
    name: 'not delivered: no secure connection',
    async check({ adapter, stage }) {
      const { result } = await adapter.send(newStop(stage.endpoint), stage.insecureEndpoint, newAttempt());
      same(result, { kind: 'not_delivered', cause: 'tls_failed' });
    },
  },
  {
    name: 'not delivered: an address that is none',
    async check({ adapter, stage }) {
      for (const baseUrl of ['', 'not an address', 'ftp://127.0.0.1/x']) {
        const { result } = await adapter.send(newStop(stage.endpoint), { ...stage.endpoint, baseUrl }, newAttempt());
        same(result, { kind: 'not_delivered', cause: 'host_unknown' });
      }
    },
  },
  {
    name: 'not delivered: explicitly turned away',
    async check({ adapter, stage }) {
      stage.behave({ kind: 'turns_away' });
      const { result } = await adapter.send(newStop(stage.endpoint), stage.endpoint, newAttempt());
      same(result, { kind: 'not_delivered', cause: 'rate_limited' });
    },
  },
  {
    name: 'not delivered: the institution does not recognise us',
    async check({ adapter, stage }) {
      stage.behave({ kind: 'not_authorised' });
      const { result } = await adapter.send(newStop(stage.endpoint), stage.endpoint, newAttempt());
      same(result, { kind: 'not_delivered', cause: 'not_authorised' });
    },
  },
  {
    name: 'not delivered: our own worker stopped before the attempt began, and no byte goes out',
    async check({ adapter, stage }) {
      stage.behave({ kind: 'accepts', reference: 'R' });
      const before = stage.received.length;
      const { result } = await adapter.send(newStop(stage.endpoint), stage.endpoint, newAttempt({ signal: AbortSignal.abort() }));
      is(result.kind, 'not_delivered');
      is(stage.received.length, before);
    },
  },
  {
    name: 'nothing about the account is written to the console or into a report of non-delivery',
    async check({ adapter, stage }) {
      const instruction = newStop(stage.endpoint);
      const written: string[] = [];
      const { stdout, stderr } = process;
      const originals = [stdout.write.bind(stdout), stderr.write.bind(stderr)] as const;
      const listen = (chunk: string | Uint8Array): boolean => written.push(Buffer.from(chunk as string).toString()) > 0;
      stdout.write = listen;
      stderr.write = listen;
      try {
        const report = await adapter.send(instruction, stage.deadEndpoint, newAttempt({ traceparent: 'not a trace\r\nx: y' }));
        written.push(JSON.stringify(report));
        stage.behave({ kind: 'garbage' });
        await adapter.send(instruction, stage.endpoint, newAttempt());
      } finally {
        [stdout.write, stderr.write] = originals;
      }
      ok(written.every((text) => !text.includes(instruction.accountNumber) && !text.includes(instruction.holderName ?? '-')));
    },
  },
];
