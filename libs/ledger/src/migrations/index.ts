import { TheBooks1764000000001 } from './0001-the-books.migration';
import { SharedAccounts1764000000002 } from './0002-shared-accounts.migration';
import { MeasuresOnHolds1764000000003 } from './0003-measures-on-holds.migration';
import { Queries1764000000004 } from './0004-queries.migration';

/** Listed by hand: a glob finds nothing in a bundled build. */
export const MIGRATIONS = [TheBooks1764000000001, SharedAccounts1764000000002, MeasuresOnHolds1764000000003, Queries1764000000004];
