import { Module, type DynamicModule, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { HealthController } from './health/health.controller';
import { WorkerMetrics } from './health/worker-metrics';
import { WorkerLoops } from './worker-loops';
import type { WorkerParts } from './worker-parts';

@Module({})
export class DispatchWorkerModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly loops: WorkerLoops) {}

  static of(parts: WorkerParts): DynamicModule {
    return {
      module: DispatchWorkerModule,
      controllers: [HealthController],
      providers: [{ provide: WorkerLoops, useValue: new WorkerLoops(parts) }, { provide: WorkerMetrics, useValue: parts.metrics }],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.loops.open();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loops.close();
  }
}
