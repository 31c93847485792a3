import { Injectable } from '@nestjs/common';
import { checkIdNumber, Clock, IdSource, sumFen } from '#domain';
import { Ledger, NaturalBatcher } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { unlessReused, type Answered } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { OfficerDirectory } from '../officers/officer-directory';
import { InstitutionDirectory } from '../organs/institution-directory';
import { fieldProblem } from '../problems/problem';
import { detailsOf } from './incident-details';
import { newTransfer, type NewTransfer } from './new-transfer';
import { IncidentSerials } from './incident-serials';
import type { ReportIncidentDto } from './report.dto';
import type { Report, ReportedBody } from './report';
import { writeReports } from './write-reports';

const LIMITS = { batchMax: 64, flushesMax: 1, waitingMax: 2_000 };

/** Station 1: a call becomes an incident. Reports that arrive at the same time share one commit. */
@Injectable()
export class ReportIncident {
  private readonly batcher: NaturalBatcher<Report, Answered<ReportedBody>>;

  constructor(ledger: Ledger, private readonly ids: IdSource, private readonly clock: Clock, private readonly institutions: InstitutionDirectory, private readonly officers: OfficerDirectory) {
    const books = { ledger, serials: new IncidentSerials(ledger.sql) };
    this.batcher = new NaturalBatcher((reports) => writeReports(books, reports), LIMITS);
  }

  async run(dto: ReportIncidentDto, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<Answered<ReportedBody>> {
    const now = this.clock.now();
    const reportedAt = dto.reportedAt === undefined ? now : new Date(dto.reportedAt);
    if (reportedAt.getTime() > now.getTime() + 120_000) throw fieldProblem('reportedAt', '报警时间晚于现在', 'the call cannot lie in the future');
    const place = { parentTransferId: null, layer: 1, source: 'report' as const };
    const transfers: NewTransfer[] = [];
    for (const [i, transfer] of dto.transfers.entries()) transfers.push(await newTransfer(transfer, place, `transfers[${i}]`, { ids: this.ids, institutions: this.institutions, now }));
    sumFen(transfers.map((transfer) => transfer.told.amountFen));
    const warnings = [...(dto.victimIdNumber ? checkIdNumber(dto.victimIdNumber.toUpperCase(), 'victimIdNumber') : []), ...transfers.flatMap((transfer) => transfer.warnings), ...(await this.officers.checkSecond(dto.secondOfficerCode?.trim(), user))];
    const report: Report = { id: this.ids.next(), user, requestKey, traceparent, reportedAt, details: detailsOf(dto), transfers, warnings };
    return unlessReused(await this.batcher.add(report));
  }
}
