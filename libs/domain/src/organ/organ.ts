/** 机关 levels of police units, lowest first. */
export const ORGAN_LEVELS = ['county', 'city', 'province'] as const;
export type OrganLevel = (typeof ORGAN_LEVELS)[number];

/** 机关: a police unit with a 12-character code (length only is a rule; the inner structure is not verified). */
export interface Organ {
  readonly code: string;
  readonly name: string;
  readonly level: OrganLevel;
  /** Codes from the province down to this organ, each followed by `/`: `370000000000/370800000000/370832000000/`. */
  readonly path: string;
}

/** A desk sees its own organ's incidents and those of every organ below it. */
export function seesOrgan(viewerPath: string, subjectPath: string): boolean {
  return viewerPath.length > 0 && subjectPath.startsWith(viewerPath);
}

/** Every path whose desks see a subject: `a/b/c/` -> `a/`, `a/b/`, `a/b/c/`. */
export function pathsAbove(path: string): string[] {
  const codes = path.split('/').filter((code) => code.length > 0);
  return codes.map((_, i) => `${codes.slice(0, i + 1).join('/')}/`);
}

/** The path of the organ that leads at a level, seen from an organ below it; undefined when there is none on the path. */
export function pathAtLevel(path: string, level: OrganLevel): string | undefined {
  const above = pathsAbove(path);
  return above[ORGAN_LEVELS.length - 1 - ORGAN_LEVELS.indexOf(level)];
}

export function levelAbove(level: OrganLevel): OrganLevel | undefined {
  return ORGAN_LEVELS[ORGAN_LEVELS.indexOf(level) + 1];
}
