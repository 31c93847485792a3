import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AdmissionModule } from './admission/admission.module';
import { ApprovalsModule } from './approvals/approvals.module';
import { AuthModule } from './auth/auth.module';
import { DeskGuard } from './auth/desk.guard';
import { BankDeskModule } from './bank-desk/bank-desk.module';
import { BankDoorModule } from './bank-door/bank-door.module';
import { BoardModule } from './board/board.module';
import { BooksModule } from './books/books.module';
import { ChaseModule } from './chase/chase.module';
import type { ApiConfiguration } from './configuration/api-configuration';
import { HandOversModule } from './hand-overs/hand-overs.module';
import { HealthModule } from './health/health.module';
import { IntakeModule } from './intake/intake.module';
import { JoinsModule } from './joins/joins.module';
import { MeasuresModule } from './measures/measures.module';
import { OfficersModule } from './officers/officers.module';
import { OrgansModule } from './organs/organs.module';
import { OverridesModule } from './overrides/overrides.module';
import { ProblemFilter } from './problems/problem.filter';
import { RequestValidation } from './problems/request-validation';
import { ProtectionsModule } from './protections/protections.module';
import { ReturnsModule } from './returns/returns.module';

/** The rooms of the api and who needs whom; every arrow is written here, none is global. */
@Module({})
export class ApiModule {
  static of(configuration: ApiConfiguration): DynamicModule {
    const books = BooksModule.of(configuration);
    const health = HealthModule.of(books);
    const admission = AdmissionModule.of(books, health);
    const auth = AuthModule.of(books);
    const organs = OrgansModule.of(books);
    const officers = OfficersModule.of(books);
    const board = BoardModule.of(books, auth, health);
    return {
      module: ApiModule,
      imports: [books, health, admission, auth, organs, board, officers, IntakeModule.of(books, admission, organs, board, officers), MeasuresModule.of(books, board), ReturnsModule.of(books, board), ProtectionsModule.of(books, organs, board), HandOversModule.of(books, board), ApprovalsModule.of(books, board), OverridesModule.of(books, board), ChaseModule.of(books, organs, board), JoinsModule.of(books, board), BankDeskModule.of(books, organs), BankDoorModule.of(books)],
      providers: [
        { provide: APP_GUARD, useClass: DeskGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useValue: new RequestValidation() },
      ],
    };
  }
}
