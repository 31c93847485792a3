import { Injectable } from '@nestjs/common';
import { Clock, IdSource } from '#domain';
import { INBOUND_CHANNEL, INBOUND_COLUMNS, insertBatch, Ledger } from '#ledger';
import { verifyMessage, type ReceivedHeaders } from '#message-signature';
import { ApiConfiguration } from '../configuration/api-configuration';
import { Problem } from '../problems/problem';

export interface Callback {
  readonly institutionCode: string;
  /** Exactly as in the request line. */
  readonly path: string;
  readonly headers: ReceivedHeaders;
  readonly body: Buffer;
  readonly traceparent: string;
}

/** An institution answers later: who it is and that it is new is checked here; what it says is decoded by the worker. */
@Injectable()
export class ReceiveCallback {
  constructor(private readonly ledger: Ledger, private readonly configuration: ApiConfiguration, private readonly ids: IdSource, private readonly clock: Clock) {}

  async run(callback: Callback): Promise<void> {
    const key = this.configuration.fromBankKeys.get(callback.institutionCode);
    if (!key) throw signatureInvalid('other_key');
    const now = this.clock.now();
    const verdict = verifyMessage({ method: 'POST', path: callback.path, headers: callback.headers, body: callback.body, keyId: callback.institutionCode, key, now });
    if (verdict.kind === 'invalid') throw signatureInvalid(verdict.reason);
    await this.ledger.transact(async (sql) => {
      const fresh = await sql.rows('insert into used_nonces (institution_code, nonce) values ($1, $2) on conflict do nothing returning nonce', [callback.institutionCode, verdict.nonce]);
      if (fresh.length === 0) throw new Problem('replayed_nonce', { zh: '该 nonce 已用过；若为新报文请换新 nonce', en: 'This nonce was used before; a new message needs a new one' });
      await insertBatch(sql, 'inbound_answers', INBOUND_COLUMNS, [{
        id: this.ids.next(), institution_code: callback.institutionCode, instruction_id: null, source: 'callback', actor: `institution:${callback.institutionCode}`,
        received_at: now, content_type: contentTypeOf(callback.headers), raw: callback.body, due_at: now, traceparent: callback.traceparent,
      }]);
      await sql.rows(`select pg_notify('${INBOUND_CHANNEL}', '')`);
    });
  }
}

function contentTypeOf(headers: ReceivedHeaders): string {
  const given = headers['content-type'];
  return typeof given === 'string' ? given.slice(0, 200) : 'application/octet-stream';
}

const FAULT_WORDS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  header_missing: ['缺少签名头（stop-key-id、stop-timestamp、stop-nonce、stop-signature）', 'a signature header is missing (stop-key-id, stop-timestamp, stop-nonce, stop-signature)'],
  header_malformed: ['签名头格式有误', 'a signature header is malformed'],
  stale: ['时间戳过旧，请核对时钟（允许相差 300 秒）', 'the timestamp is too old; check your clock (300 s are allowed)'],
  from_the_future: ['时间戳在将来，请核对时钟（允许相差 300 秒）', 'the timestamp lies in the future; check your clock (300 s are allowed)'],
};

function signatureInvalid(reason: string): Problem {
  const [zh, en] = FAULT_WORDS[reason] ?? ['签名与内容或机构不符', 'the signature does not fit the content or the institution'];
  return new Problem('signature_invalid', { zh, en }, { errors: [{ field: 'stop-signature', zh, en }] });
}
