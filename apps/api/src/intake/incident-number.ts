/** The day in Shandong begins eight hours before the one in Greenwich; no summer time since 1991. */
const SHANDONG_AHEAD_MS = 8 * 3_600_000;

/** `ZF370832-20261123-000042`: who, which day in Shandong, which number. @param serial from the sequence `incident_number` */
export function incidentNumber(organCode: string, enteredAt: Date, serial: number): string {
  const day = new Date(enteredAt.getTime() + SHANDONG_AHEAD_MS).toISOString().slice(0, 10).replaceAll('-', '');
  return `ZF${organCode.slice(0, 6)}-${day}-${String(serial).padStart(6, '0')}`;
}
