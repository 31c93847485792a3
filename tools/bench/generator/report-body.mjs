import { accountNumber } from '../accounts.mjs';

const AMOUNT_FEN = 5_000_00;

/** The report with this serial number, as an operator's console would send it. */
export function reportBody({ serial, accounts, layers, institutions, now }) {
  const transfers = Array.from({ length: accounts }, (_, transfer) => {
    const { prefix } = institutions[(serial + transfer) % institutions.length];
    return { accountNumber: accountNumber({ prefix, layersLeft: layers - 1, serial, transfer }), amountFen: AMOUNT_FEN, holderName: '李某某', transferredAt: new Date(now - 120_000).toISOString() };
  });
  return JSON.stringify({ victimName: '王某某', victimPhone: '13900000000', scheme: '冒充客服', reportedAt: new Date(now - 30_000).toISOString(), transfers });
}
