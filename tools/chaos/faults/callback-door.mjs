import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../../project.mjs';

const BANK = '999010000002';
const OTHER_BANK = '999020000001';

/** Forged, replayed and misplaced callbacks at the institutions' door, signed with real keys where the forger would have them. */
export default {
  name: 'callback-door',
  inShort: ['embedded'],
  breaks: '回调门：错误签名、重放、替别家银行作答 · callbacks with a wrong signature, replayed, or about another bank\'s instruction',
  expects: '401, 409, and never a stop that the instructed bank did not place',
  heals: 'nothing to heal',
  async run(world) {
    const keys = JSON.parse(readFileSync(join(world.system.dataDir, 'bank-secrets.json'), 'utf8'));
    // A silent bank's instruction: whoever answers for it now is not that bank.
    await world.banks.temper(OTHER_BANK, { kind: 'silent' });
    try {
      const entry = await world.load.send(OTHER_BANK);
      if (entry.told !== 'accepted') return;
      const instructionId = await instructionOf(world, entry.id);
      const body = JSON.stringify({ instructionId, code: '0000', text: '已止付', bankAt: new Date().toISOString(), controlledFen: entry.amountFen, cashedOutFen: 0, onward: [] });
      const post = (bank, key, headers = sign(bank, key, body)) => fetch(`${world.system.url}/api/v1/bank-door/${bank}/answers`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }).then(({ status }) => status);
      const forged = await post(OTHER_BANK, Buffer.alloc(32, 1));
      const headers = sign(BANK, Buffer.from(keys[BANK].fromBank, 'base64'), body);
      const misplaced = await post(BANK, undefined, headers);
      const replayed = await post(BANK, undefined, headers);
      await world.pause(1_500);
      const [{ state }] = await world.database.insist('select state from instructions where id = $1', [instructionId]);
      if (forged !== 401 || misplaced !== 202 || replayed !== 409 || state === 'done') throw new Error(`forged ${forged}, misplaced ${misplaced}, replayed ${replayed}, then ${state}`);
    } finally {
      await world.banks.temper(OTHER_BANK);
    }
  },
};

function sign(bank, key, body) {
  const { signMessage } = createRequire(import.meta.url)(join(ROOT, 'dist/libs/message-signature/src/index.js'));
  return signMessage({ method: 'POST', path: `/api/v1/bank-door/${bank}/answers`, keyId: bank, key, body, nonce: randomUUID(), now: new Date() });
}

async function instructionOf(world, incidentId) {
  for (let i = 0; i < 100; i += 1) {
    const [row] = await world.database.insist('select id from instructions where incident_id = $1', [incidentId]);
    if (row) return row.id;
    await world.pause(100);
  }
  throw new Error('no instruction was planned within 10 s');
}
