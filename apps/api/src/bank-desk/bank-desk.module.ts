import { Module, type DynamicModule } from '@nestjs/common';
import { BankDeskController } from './bank-desk.controller';
import { ListBankDesk } from './list-bank-desk';
import { RecordAnswerByHand } from './record-answer-by-hand';

/** Answers that a person passes on, and the workbench of an institution without an interface. */
@Module({})
export class BankDeskModule {
  static of(books: DynamicModule, organs: DynamicModule): DynamicModule {
    return { module: BankDeskModule, imports: [books, organs], controllers: [BankDeskController], providers: [ListBankDesk, RecordAnswerByHand] };
  }
}
