import { Module, type DynamicModule } from '@nestjs/common';
import { OfficerDirectory } from './officer-directory';
import { OfficersController } from './officers.controller';

/** The two officers of an instruction: who they may be. */
@Module({})
export class OfficersModule {
  static of(books: DynamicModule): DynamicModule {
    return { module: OfficersModule, imports: [books], controllers: [OfficersController], providers: [OfficerDirectory], exports: [OfficerDirectory] };
  }
}
