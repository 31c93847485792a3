import { Module, type DynamicModule } from '@nestjs/common';
import { MeasuresController } from './measures.controller';
import { ListPermittedMeasures } from './permitted-measures';
import { RequestMeasure } from './request-measure';

/** Measures on holds: what people ask for after a stop is there. */
@Module({})
export class MeasuresModule {
  static of(books: DynamicModule, board: DynamicModule): DynamicModule {
    return { module: MeasuresModule, imports: [books, board], controllers: [MeasuresController], providers: [RequestMeasure, ListPermittedMeasures] };
  }
}
