// Making a formatter takes far longer than using it.
const DAY_IN_SHANDONG = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' });

/** `ZF370832-20261123-000042`: who, which day in Shandong, which number. @param serial from the sequence `incident_number` */
export function incidentNumber(organCode: string, enteredAt: Date, serial: number): string {
  const day = DAY_IN_SHANDONG.format(enteredAt).replaceAll('-', '');
  return `ZF${organCode.slice(0, 6)}-${day}-${String(serial).padStart(6, '0')}`;
}
