import { seesOrgan } from '#domain';
import type { IncidentHead, LedgerTransaction } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { noSuchIncident } from '../board/incident-reader';
import { Problem } from '../problems/problem';

/** The locked head, if it exists and the user may see it. Throws 404 otherwise. */
export function headInScope(transaction: LedgerTransaction, incidentId: string, user: OrganUser): IncidentHead {
  const head = transaction.heads.get(incidentId);
  if (!head || !seesOrgan(user.organ.path, head.organPath)) throw noSuchIncident();
  return head;
}

/** The version in `If-Match`, with or without quotes. Throws when it is missing or no number. */
export function versionOf(header: unknown): number {
  const version = typeof header === 'string' ? /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())?.[1] : undefined;
  if (version === undefined) {
    const [zh, en] = ['需要所见警情的版本号，例如 If-Match: "3"', 'needs the version of the incident that you saw, e.g. If-Match: "3"'];
    throw new Problem('version_missing', { zh: `请求头 If-Match：${zh}`, en: `Header If-Match: ${en}` }, { errors: [{ field: 'If-Match', zh, en }] });
  }
  return Number(version);
}

/** Throws 409 when somebody else changed the incident since the editor saw it. */
export function refuseStale(head: IncidentHead, seen: number): void {
  if (head.version === seen) return;
  throw new Problem('stale_version', { zh: `当前版本为 ${head.version}，您看到的是 ${seen}；请刷新后再改`, en: `The version is ${head.version} now, you saw ${seen}; reload and change it again` },
    { errors: [{ field: 'If-Match', zh: `当前版本 ${head.version}`, en: `present version ${head.version}` }] });
}
