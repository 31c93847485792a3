import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { FactStream } from '#fact-stream';
import { Clock } from '#domain';
import { Ledger, LedgerClock } from '#ledger';
import { OpenToAll } from '../auth/desk.guard';
import { DatabaseProbe } from '../books/database-probe';
import { ApiMetrics } from './api-metrics';
import { readBacklog } from './read-backlog';

const OPEN_STATES = ['planned', 'sending', 'waiting', 'uncertain', 'undelivered'];

/** For operators of the machine: alive, ready, and how it is doing. */
@ApiExcludeController()
@Controller()
@OpenToAll()
export class HealthController {
  constructor(private readonly probe: DatabaseProbe, private readonly stream: FactStream, private readonly ledger: Ledger, private readonly metrics: ApiMetrics, private readonly clock: Clock) {
    if (clock instanceof LedgerClock) metrics.watchClock(() => clock.deviation);
  }

  @Get('health/live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const [database, stream] = await Promise.all([this.probe.answers(), this.stream.health()]);
    const ready = database && stream.connected;
    void reply.status(ready ? 200 : 503).header('cache-control', 'no-store');
    return { status: ready ? 'ready' : 'not_ready', parts: { database: { status: database ? 'up' : 'down' }, stream: { status: stream.connected ? 'up' : 'down', ...stream } }, ...(this.clock instanceof LedgerClock ? { clock: this.clock.deviation } : {}) };
  }

  @Get('metrics')
  async read(@Res() reply: FastifyReply): Promise<void> {
    const backlog = (await this.probe.answers()) ? await readBacklog(this.ledger.sql) : undefined;
    if (backlog) for (const state of OPEN_STATES) this.metrics.backlog.set({ state }, backlog.get(state) ?? 0);
    await reply.header('content-type', this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }
}
