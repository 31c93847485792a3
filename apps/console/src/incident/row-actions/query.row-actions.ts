import type { QueryKind } from '#domain';
import { askable } from '../flow-tree';
import type { RowAction, RowAt } from './row-action';

/** Whether the institution can answer is its own to say: the api refuses in words where it cannot. */
const EVERY_CAPABILITY = ['query_flow', 'query_holder', 'watch'];

const may = (kind: QueryKind) => ({ line }: RowAt): boolean => line.transfer.institutionCode !== null && askable(line.queries, EVERY_CAPABILITY).includes(kind);

/** Questions to the institution, and what a statement on paper says. */
export const QUERY_ROW_ACTIONS: readonly RowAction[] = [
  { key: 'P', label: 'paste.open', opens: 'paste', when: () => true },
  { key: 'Q', label: 'query.query_flow', opens: 'queryFlow', when: may('query_flow') },
  { key: 'H', label: 'query.query_holder', opens: 'queryHolder', when: may('query_holder') },
  { key: 'V', label: 'query.watch', opens: 'watch', when: may('watch') },
  { key: 'X', label: 'query.unwatch', opens: 'unwatch', when: may('unwatch') },
];
