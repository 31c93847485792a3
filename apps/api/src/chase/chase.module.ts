import { Module, type DynamicModule } from '@nestjs/common';
import { ChaseController } from './chase.controller';
import { PasteStatement } from './paste-statement';
import { RequestQuery } from './request-query';

/** How people help to follow the money. */
@Module({})
export class ChaseModule {
  static of(books: DynamicModule, organs: DynamicModule, board: DynamicModule): DynamicModule {
    return { module: ChaseModule, imports: [books, organs, board], controllers: [ChaseController], providers: [RequestQuery, PasteStatement] };
  }
}
