/** `name=value`, as PostgreSQL takes them after `-c`. */
export const SETTINGS: readonly string[];
