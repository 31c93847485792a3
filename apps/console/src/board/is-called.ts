import type { OrganLevel } from '#domain';

const RANK: Readonly<Record<OrganLevel, number>> = { county: 0, city: 1, province: 2 };

/** A call to a level concerns the desks of that level and below it: a province is not asked to acknowledge what is a county's to do. */
export function isCalled(deskLevel: OrganLevel, calledLevel: OrganLevel): boolean {
  return RANK[calledLevel] >= RANK[deskLevel];
}

/** Only the level that was called, or one above it, may say "seen": a county cannot answer for the province. */
export function mayAcknowledge(deskLevel: OrganLevel, calledLevel: OrganLevel): boolean {
  return RANK[calledLevel] <= RANK[deskLevel];
}
