import { readFileSync } from 'node:fs';
import { NotConfigured, runVerification } from '#ledger';
import { parsePublicSealKeys, type PublicSealKey } from '#electronic-seal';
import { verifySeals } from './verify-seals';

function publicKeys(): ReadonlyMap<string, PublicSealKey> {
  const file = process.env['ORGAN_PUBLIC_KEYS_FILE'];
  if (!file) throw new NotConfigured('ORGAN_PUBLIC_KEYS_FILE 未设置 / is not set');
  const faults: string[] = [];
  const keys = parsePublicSealKeys(readFileSync(file, 'utf8'), faults);
  if (faults.length > 0) throw new NotConfigured(faults.map((fault) => `ORGAN_PUBLIC_KEYS_FILE: ${fault}`).join('\n'));
  return keys;
}

runVerification('seals:verify', () => {
  const keys = publicKeys();
  return (sql) => verifySeals(sql, keys);
}, ({ instructionId, fault }) => `指令 instruction ${instructionId}: ${fault}`);
