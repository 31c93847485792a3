import { createHash, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { EMPTY_DETAILS } from '#domain';
import { applicationDataSource, Ledger, NaturalBatcher, SystemClock, UuidV7IdSource } from '#ledger';
import type { OrganUser } from '../src/auth/desk-user';
import type { Answered } from '../src/idempotency/answered-before';
import { IncidentSerials } from '../src/intake/incident-serials';
import type { Report, ReportedBody } from '../src/intake/report';
import { writeReports } from '../src/intake/write-reports';

const PATH = '370000000000/370800000000/370832000000/';
const ids = new UuidV7IdSource();

/** The part of an api that writes reports down, with connections and numbers of its own. */
export class ReportDesk {
  private readonly batcher: NaturalBatcher<Report, Answered<ReportedBody>>;

  private constructor(private readonly dataSource: DataSource, readonly ledger: Ledger, batchMax: number) {
    const books = { ledger, serials: new IncidentSerials(ledger.sql) };
    this.batcher = new NaturalBatcher((reports) => writeReports(books, reports), { batchMax, flushesMax: 2, waitingMax: 1_000 });
  }

  static async open(url: string, { batchMax = 4, connections = 3 } = {}): Promise<ReportDesk> {
    const dataSource = await applicationDataSource({ url, poolSizeMax: connections, applicationName: 'report-desk' }).initialize();
    return new ReportDesk(dataSource, new Ledger(dataSource, new SystemClock()), batchMax);
  }

  /** The organ and the bank that the reports name. */
  async furnish(): Promise<void> {
    await this.ledger.sql.rows("insert into organs values ('370832000000', '梁山县局', 'county', $1)", [PATH]);
    await this.ledger.sql.rows("insert into institutions (code, name_zh, name_en, kind, protocol, base_url, deadline_ms, concurrency_max) values ('b', 'b', 'b', 'bank', 'rest-json', 'http://x', 1000, 1)");
  }

  write(report: Report): Promise<Answered<ReportedBody>> {
    return this.batcher.add(report);
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }
}

/** A report as it stands behind the door. @param content stands for the request's body: it is the incident's narrative and makes the hash */
export function reportOf({ actor = 'wang', key = randomUUID() as string, content = 'x' } = {}): Report {
  const transferId = ids.next();
  const user: OrganUser = { id: actor, login: actor, name: actor, role: 'operator', disabled: false, organ: { code: '370832000000', name: '梁山县局', level: 'county', path: PATH }, institution: null };
  return {
    id: ids.next(), user, requestKey: { key, hash: createHash('sha256').update(content).digest() }, traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`, reportedAt: new Date(),
    details: { ...EMPTY_DETAILS, callNumber: key, narrative: content }, warnings: [],
    transfers: [{
      told: { transferId, parentTransferId: null, layer: 1, amountFen: 100, transferredAt: null, institutionCode: 'b', accountNumber: '1', accountKind: 'card', holderName: null, source: 'report' },
      columns: { id: transferId, layer: 1, amount_fen: 100, institution_code: 'b', account_number: '1', account_kind: 'card', source: 'report', needs_plan: true }, warnings: [],
    }],
  };
}
