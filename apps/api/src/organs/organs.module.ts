import { Module, type DynamicModule } from '@nestjs/common';
import { AccountHints } from './account-hints';
import { InstitutionDirectory } from './institution-directory';
import { OrgansController } from './organs.controller';

/** Reference data: organs, institutions, card ranges. */
@Module({})
export class OrgansModule {
  static of(books: DynamicModule): DynamicModule {
    return { module: OrgansModule, imports: [books], controllers: [OrgansController], providers: [InstitutionDirectory, AccountHints], exports: [InstitutionDirectory] };
  }
}
