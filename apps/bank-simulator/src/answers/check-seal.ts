import { isSealOf, type PublicSealKey } from '#electronic-seal';
import type { InstructionReceived } from './wire-messages';

/** Public keys of the organs' seals by key id. */
export type SealKeys = ReadonlyMap<string, PublicSealKey>;

/**
 * Checks the electronic seal as a bank should: the signature is of exactly the bytes in `document` and of a key of the named organ, and the
 * document orders what the message says. An unknown key is not judged here, as with a bank that has not been given it yet.
 */
export function checkSeal(text: string, instruction: InstructionReceived, keys: SealKeys): InstructionReceived['sealFault'] {
  const { document, seal } = JSON.parse(text) as { document?: unknown; seal?: { keyId?: unknown; signature?: unknown } | null };
  if (document === undefined && seal === undefined) return undefined;
  const bytes = Buffer.from(String(document ?? ''), 'base64');
  const key = keys.get(String(seal?.keyId ?? ''));
  if (!key) return undefined;
  if (key.organCode !== instruction.organCode || !isSealOf(bytes, String(seal?.signature ?? ''), key.publicKey)) return 'not_of_key';
  return ordersTheSame(bytes, instruction) ? undefined : 'other_content';
}

function ordersTheSame(bytes: Buffer, instruction: InstructionReceived): boolean {
  const said = JSON.parse(bytes.toString('utf8')) as Record<string, unknown> & { account?: { number?: unknown } };
  return said['instructionId'] === instruction.instructionId && said['kind'] === instruction.kind && said['amountFen'] === instruction.amountFen
    && said['organCode'] === instruction.organCode && said.account?.number === instruction.accountNumber;
}
