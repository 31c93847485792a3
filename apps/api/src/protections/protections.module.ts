import { Module, type DynamicModule } from '@nestjs/common';
import { ProtectionsController } from './protections.controller';
import { RequestProtectiveRelease } from './request-protective-release';
import { RequestProtectiveStop } from './request-protective-stop';

/** 保护性止付: victims' own cards, apart from all that is done about suspects' accounts. */
@Module({})
export class ProtectionsModule {
  static of(books: DynamicModule, organs: DynamicModule, board: DynamicModule): DynamicModule {
    return { module: ProtectionsModule, imports: [books, organs, board], controllers: [ProtectionsController], providers: [RequestProtectiveStop, RequestProtectiveRelease] };
  }
}
