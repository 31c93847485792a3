import { Catch, Inject, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DatabaseProbe } from '../books/database-probe';
import { traceIdOf, traceparentOf } from '../trace/traceparent';
import { Problem } from './problem';
import { problemBody } from './problem-body';
import { databaseAway, problemOf } from './problem-of';

/** The one place where an error becomes an HTTP answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  constructor(@Inject(DatabaseProbe) private readonly probe: DatabaseProbe) {}

  async catch(fault: unknown, host: ArgumentsHost): Promise<void> {
    if (host.getType() !== 'http') {
      this.logger.error({ fault: fault instanceof Error ? fault.stack : String(fault) }, 'a message to the board failed');
      return;
    }
    const http = host.switchToHttp();
    await this.answer(fault, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also used by doors that live outside Nest's routes. */
  async answer(fault: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const problem = problemOf(fault) ?? (await this.problemOfUnknown(fault));
    const traceId = traceIdOf(traceparentOf(request));
    if (problem.status >= 500) this.logger.error({ fault: fault instanceof Error ? fault.stack : String(fault), path: request.url, traceId }, 'request failed');
    const path = request.url.split('?')[0] ?? '/';
    await reply.status(problem.status).headers({ ...problem.more.headers, 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' })
      .send(JSON.stringify(problemBody(problem, { path, traceId, acceptLanguage: request.headers['accept-language'] })));
  }

  // A broken connection does not always carry a code: ask the database itself rather than guess from the error's text.
  private async problemOfUnknown(fault: unknown): Promise<Problem> {
    if (!(await this.probe.answers())) return databaseAway();
    this.logger.error({ fault: fault instanceof Error ? fault.stack : String(fault) }, 'unexpected fault');
    return new Problem('internal', { zh: '请凭追踪号联系管理员', en: 'Please give the trace id to your administrator' });
  }
}
