import { Module, type DynamicModule } from '@nestjs/common';
import { EndHandOver } from './end-hand-over';
import { HandOversController } from './hand-overs.controller';
import { ListHandOvers } from './list-hand-overs';
import { OfferHandOver } from './offer-hand-over';

/** 移交解除权: the right to change a hold goes from organ to organ. */
@Module({})
export class HandOversModule {
  static of(books: DynamicModule, board: DynamicModule): DynamicModule {
    return { module: HandOversModule, imports: [books, board], controllers: [HandOversController], providers: [OfferHandOver, EndHandOver, ListHandOvers] };
  }
}
