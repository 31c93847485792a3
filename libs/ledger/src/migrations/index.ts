import { TheBooks1764000000001 } from './0001-the-books.migration';

/** Listed by hand: a glob finds nothing in a bundled build. */
export const MIGRATIONS = [TheBooks1764000000001];
