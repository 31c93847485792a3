import { Controller, Get, Header, ServiceUnavailableException } from '@nestjs/common';
import { WorkerLoops } from '../worker-loops';
import { WorkerMetrics } from './worker-metrics';

/** The worker's only doors: is it alive, is it ready, how is it doing. They carry no data of incidents. */
@Controller()
export class HealthController {
  constructor(private readonly loops: WorkerLoops, private readonly metrics: WorkerMetrics) {}

  @Get('health/live')
  live(): { status: string } {
    return { status: 'live' };
  }

  @Get('health/ready')
  async ready(): Promise<{ status: string; parts: Record<string, boolean>; clock: { hostMs: number; databaseStepMs: number } }> {
    const parts = await this.loops.readiness();
    if (!Object.values(parts).every(Boolean)) throw new ServiceUnavailableException({ status: 'not ready', parts });
    return { status: 'ready', parts, clock: this.loops.clock };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  prometheus(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
