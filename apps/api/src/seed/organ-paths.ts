/** The path of every organ: codes from the top down to it, each followed by `/`. Throws when a parent is missing or a chain has no top. */
export function pathsOf(organs: readonly { readonly code: string; readonly parent: string | null }[]): Map<string, string> {
  const parents = new Map(organs.map((organ) => [organ.code, organ.parent]));
  const pathOf = (code: string, below: readonly string[]): string => {
    const parent = parents.get(code);
    if (parent === undefined || below.includes(code)) throw new Error(`organ ${code} has no way to the top`);
    return `${parent === null ? '' : pathOf(parent, [...below, code])}${code}/`;
  };
  return new Map(organs.map((organ) => [organ.code, pathOf(organ.code, [])]));
}
