import { Module, type DynamicModule } from '@nestjs/common';
import { IntakeGate } from './intake-gate';

/** What stands before the reports' door. */
@Module({})
export class AdmissionModule {
  static of(books: DynamicModule, health: DynamicModule): DynamicModule {
    return { module: AdmissionModule, imports: [books, health], providers: [IntakeGate], exports: [IntakeGate] };
  }
}
