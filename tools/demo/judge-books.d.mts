/** What the judge reads of the dispatcher's views and of the banks' own books; see judge-books.mjs. */
export function balancedResultOf(scenario: string, views: readonly object[]): Readonly<Record<string, number | string>>;
export function faultsAgainstBooks(views: readonly object[], result: object, books: object): string[];
