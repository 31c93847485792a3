/** The books' front door. */
export * from './sql';
export * from './data-source';
export * from './migrate';
export * from './schemas';
export * from './incident-head';
export * from './ledger-transaction';
export { FACTS_CHANNEL } from './write-facts';
export * from './ledger';
export * from './natural-batcher';
export * from './account-incidents';
export * from './lock-accounts';
export * from './uuid-v7.id-source';
export * from './rows/row-types';
export * from './journal/hash-chain';
export * from './journal/read-journal';
export * from './journal/verify-chain';
export * from './journal/verify-journal';
export { APPLICATION_ROLE } from './migrations/0001-the-books.migration';
