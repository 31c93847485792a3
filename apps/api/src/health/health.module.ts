import { Module, type DynamicModule } from '@nestjs/common';
import { ApiMetrics } from './api-metrics';
import { HealthController } from './health.controller';

@Module({})
export class HealthModule {
  static of(books: DynamicModule): DynamicModule {
    return { module: HealthModule, imports: [books], controllers: [HealthController], providers: [ApiMetrics], exports: [ApiMetrics] };
  }
}
