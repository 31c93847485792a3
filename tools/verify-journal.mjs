// `npm run journal:verify`: checks every incident's hash chain, in the running copy's embedded database or the one that DATABASE_URL names.
import { runVerifier } from './verify/run-verifier.mjs';

runVerifier('dist/libs/ledger/src/journal/verify-journal.main.js');
