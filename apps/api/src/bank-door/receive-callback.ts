import { Injectable } from '@nestjs/common';
import { Clock, IdSource } from '#domain';
import { Ledger, NaturalBatcher } from '#ledger';
import { verifyMessage, type ReceivedHeaders } from '#message-signature';
import { ApiConfiguration } from '../configuration/api-configuration';
import { Problem } from '../problems/problem';
import { storeCallbacks, type ReceivedCallback } from './store-callbacks';

const LIMITS = { batchMax: 64, flushesMax: 1, waitingMax: 2_000 };

export interface Callback {
  readonly institutionCode: string;
  /** Exactly as in the request line. */
  readonly path: string;
  readonly headers: ReceivedHeaders;
  readonly body: Buffer;
  readonly traceparent: string;
}

/** An institution answers later: who it is and that it is new is checked here; what it says is decoded by the worker. Messages that arrive at the same time share one commit. */
@Injectable()
export class ReceiveCallback {
  private readonly batcher: NaturalBatcher<ReceivedCallback, boolean>;

  constructor(ledger: Ledger, private readonly configuration: ApiConfiguration, private readonly ids: IdSource, private readonly clock: Clock) {
    this.batcher = new NaturalBatcher((callbacks) => storeCallbacks(ledger.sql, callbacks), LIMITS);
  }

  async run(callback: Callback): Promise<void> {
    const key = this.configuration.fromBankKeys.get(callback.institutionCode);
    if (!key) throw signatureInvalid('other_key');
    const now = this.clock.now();
    const verdict = verifyMessage({ method: 'POST', path: callback.path, headers: callback.headers, body: callback.body, keyId: callback.institutionCode, key, now });
    if (verdict.kind === 'invalid') throw signatureInvalid(verdict.reason);
    const isNew = await this.batcher.add({
      id: this.ids.next(), institutionCode: callback.institutionCode, nonce: verdict.nonce, receivedAt: now, contentType: contentTypeOf(callback.headers), raw: callback.body, traceparent: callback.traceparent,
    });
    if (!isNew) throw new Problem('replayed_nonce', { zh: '该 nonce 已用过；若为新报文请换新 nonce', en: 'This nonce was used before; a new message needs a new one' });
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
