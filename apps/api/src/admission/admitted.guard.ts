import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { IntakeGate } from './intake-gate';

/** Counts a report inside from here to its answer; the login has been looked at before. */
@Injectable()
export class AdmittedGuard implements CanActivate {
  constructor(private readonly gate: IntakeGate) {}

  canActivate(context: ExecutionContext): boolean {
    this.gate.enter(context.switchToHttp().getResponse<FastifyReply>());
    return true;
  }
}
