import { Injectable, SetMetadata, createParamDecorator, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ApiConfiguration } from '../configuration/api-configuration';
import { Problem, tooMany } from '../problems/problem';
import type { DeskUser, OrganUser, Role } from './desk-user';
import { TokenBuckets } from './token-bucket';
import { TokenDesk } from './token-desk';

const OPEN = 'desk:open';
const ROLES = 'desk:roles';

/** This route needs no login. */
export const OpenToAll = () => SetMetadata(OPEN, true);
/** Only these roles; without it: everybody who is logged in. */
export const OnlyFor = (...roles: Role[]) => SetMetadata(ROLES, roles);

const users = new WeakMap<object, DeskUser>();

/** The user whom the guard let in. */
export const Asking = createParamDecorator((_: unknown, context: ExecutionContext): DeskUser => userOf(context.switchToHttp().getRequest<FastifyRequest>()));
/** The same for routes that are only for police roles. */
export const AskingOfficer = createParamDecorator((_: unknown, context: ExecutionContext): OrganUser => {
  const user = userOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (!user.organ) throw new Problem('forbidden', { zh: '此操作只供公安机关账号使用', en: 'Only accounts of a police organ may do this' });
  return { ...user, organ: user.organ };
});

function userOf(request: FastifyRequest): DeskUser {
  const user = users.get(request.raw);
  if (!user) throw new Error('no user on this request: the guard did not run');
  return user;
}

/** Lets in who is logged in, has the role, and does not hammer. Guards HTTP only; the board's sockets have a door of their own. */
@Injectable()
export class DeskGuard implements CanActivate {
  private readonly buckets: TokenBuckets;

  constructor(private readonly reflector: Reflector, private readonly tokens: TokenDesk, configuration: ApiConfiguration) {
    this.buckets = new TokenBuckets(configuration.userRequestsPerSecondMax, configuration.userRequestsPerSecondMax * 2);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (context.getType() !== 'http' || this.reflector.getAllAndOverride<boolean>(OPEN, targets)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const session = bearer ? await this.tokens.userOf(bearer) : undefined;
    if (!session) throw unauthorised(bearer !== undefined);
    const waitSeconds = this.buckets.take(session.user.login, Date.now());
    if (waitSeconds > 0) throw tooMany('该账号请求过于频繁，请稍后重试', 'This account sends too many requests; try again shortly', waitSeconds);
    const roles = this.reflector.getAllAndOverride<Role[] | undefined>(ROLES, targets);
    if (roles && !roles.includes(session.user.role)) throw new Problem('forbidden', { zh: '当前角色无权进行此操作', en: 'Your role may not do this' });
    users.set(request.raw, session.user);
    return true;
  }
}

function unauthorised(given: boolean): Problem {
  const detail = given ? { zh: '登录已失效，请重新登录', en: 'Your session has ended; log in again' } : { zh: '请登录后在 Authorization 头中带上 Bearer 令牌', en: 'Log in and send the token as "Authorization: Bearer ..."' };
  return new Problem('unauthorised', detail, { headers: { 'www-authenticate': 'Bearer' } });
}
