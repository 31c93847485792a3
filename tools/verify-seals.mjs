// `npm run seals:verify`: checks every stored seal against the organs' public keys and every sealed document against its instruction, in the running copy's embedded database or the one that DATABASE_URL names.
import { join } from 'node:path';
import { DATA_FOLDER, runVerifier } from './verify/run-verifier.mjs';

runVerifier('dist/apps/dispatch-worker/src/sealing/verify-seals.main.js', { ORGAN_PUBLIC_KEYS_FILE: join(DATA_FOLDER, 'organ-public-keys.json') });
