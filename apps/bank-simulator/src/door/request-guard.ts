import type { IncomingHttpHeaders } from 'node:http';
import { SIGNATURE_TOLERANCE_SECONDS, verifyMessage, type SignatureFault } from '#message-signature';
import type { InstitutionKeys } from '../institutions/institution-keys';

export type GuardVerdict = { readonly kind: 'welcome'; readonly nonce: string } | { readonly kind: 'turned_away'; readonly reason: SignatureFault | 'replayed' };

/** Nonces are kept twice the tolerance: that long a message of a clock that runs ahead can still count as fresh. */
const NONCE_KEPT_MS = 2 * SIGNATURE_TOLERANCE_SECONDS * 1000;
const SWEEP_EVERY = 4_096;

/** Checks the dispatcher's signature and that no message comes twice. */
export class RequestGuard {
  private readonly seen = new Map<string, number>();

  constructor(private readonly keys: InstitutionKeys) {}

  check(institutionCode: string, message: { method: string; target: string; headers: IncomingHttpHeaders; body: Uint8Array }, now: Date): GuardVerdict {
    const verdict = verifyMessage({
      method: message.method, path: message.target, headers: message.headers, body: message.body,
      keyId: institutionCode, key: this.keys.of(institutionCode).toBank, now,
    });
    if (verdict.kind === 'invalid') return { kind: 'turned_away', reason: verdict.reason };
    const key = `${institutionCode}:${verdict.nonce}`;
    if (this.seen.has(key)) return { kind: 'turned_away', reason: 'replayed' };
    this.seen.set(key, now.getTime());
    if (this.seen.size % SWEEP_EVERY === 0) this.sweep(now);
    return { kind: 'welcome', nonce: verdict.nonce };
  }

  private sweep(now: Date): void {
    for (const [key, at] of this.seen) {
      if (at > now.getTime() - NONCE_KEPT_MS) return;
      this.seen.delete(key);
    }
  }
}
