import { Module, type DynamicModule } from '@nestjs/common';
import { OverrideAnswer } from './override-answer';
import { OverridesController } from './overrides.controller';

/** 更正反馈: a person's word over an institution's. */
@Module({})
export class OverridesModule {
  static of(books: DynamicModule, board: DynamicModule): DynamicModule {
    return { module: OverridesModule, imports: [books, board], controllers: [OverridesController], providers: [OverrideAnswer] };
  }
}
