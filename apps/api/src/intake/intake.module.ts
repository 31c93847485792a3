import { Module, type DynamicModule } from '@nestjs/common';
import { SweepOldKeys } from '../idempotency/sweep-old-keys';
import { AcknowledgeEscalation } from './acknowledge-escalation';
import { AddTransfer } from './add-transfer';
import { AskResend } from './ask-resend';
import { AllowSecondStop } from './allow-second-stop';
import { CorrectTransfer } from './correct-transfer';
import { EnrichIncident } from './enrich-incident';
import { IntakeController } from './intake.controller';
import { ReportIncident } from './report-incident';

/** Station 1: what people tell us. */
@Module({})
export class IntakeModule {
  static of(books: DynamicModule, admission: DynamicModule, organs: DynamicModule, board: DynamicModule, officers: DynamicModule): DynamicModule {
    return {
      module: IntakeModule, imports: [books, admission, organs, board, officers], controllers: [IntakeController],
      providers: [ReportIncident, AddTransfer, CorrectTransfer, EnrichIncident, AcknowledgeEscalation, AllowSecondStop, AskResend, SweepOldKeys],
    };
  }
}
