import { Module, type DynamicModule } from '@nestjs/common';
import { ProblemFilter } from '../problems/problem.filter';
import { BankDoor } from './bank-door';
import { ReceiveCallback } from './receive-callback';

/** Where institutions bring their later answers. */
@Module({})
export class BankDoorModule {
  static of(books: DynamicModule): DynamicModule {
    return { module: BankDoorModule, imports: [books], providers: [BankDoor, ReceiveCallback, ProblemFilter], exports: [BankDoor] };
  }
}
