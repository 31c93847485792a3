export interface Violation {
  readonly rule: string;
  readonly path: string;
  /** 1-based; 0 when the finding is about the whole file or folder. */
  readonly line: number;
  readonly zh: string;
  readonly en: string;
}
export interface Tree {
  readonly root: string;
  readonly files: ReadonlyMap<string, { readonly path: string; readonly text: string; readonly lines: number }>;
  readonly paths: ReadonlySet<string>;
  readonly documents: ReadonlyMap<string, string>;
}
export const RULES: Readonly<Record<string, (tree: Tree) => Iterable<Omit<Violation, 'rule'>>>>;
export function readTree(root: string): Tree;
/** The tree with files put on top (text) or taken away (null). */
export function plant(tree: Tree, changes: Readonly<Record<string, string | null>>): Tree;
export function checkHouse(tree: Tree): Violation[];
