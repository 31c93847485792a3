import { runVerification } from './run-verification';
import { verifyJournal } from './verify-journal';

runVerification('journal:verify', () => verifyJournal, ({ incidentId, seq, fault }) => `警情 incident ${incidentId} 第 ${seq} 条 fact ${seq}: ${fault}`);
