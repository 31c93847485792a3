import { Module, type DynamicModule } from '@nestjs/common';
import { FindDuplicates } from './find-duplicates';
import { JoinIncident } from './join-incident';
import { JoinsController } from './joins.controller';

/** One deed, reported twice. */
@Module({})
export class JoinsModule {
  static of(books: DynamicModule, board: DynamicModule): DynamicModule {
    return { module: JoinsModule, imports: [books, board], controllers: [JoinsController], providers: [FindDuplicates, JoinIncident] };
  }
}
