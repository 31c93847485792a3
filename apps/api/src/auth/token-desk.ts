import { Injectable } from '@nestjs/common';
import { errors, jwtVerify, SignJWT } from 'jose';
import { ApiConfiguration } from '../configuration/api-configuration';
import type { DeskUser } from './desk-user';
import { UserDirectory } from './user-directory';

export const TOKEN_HOURS = 8;
const ISSUER = 'stop-payment';
const VERIFIED_MAX = 10_000;

interface Verified { readonly login: string; readonly expiresAtMs: number }

/** Makes and reads session tokens (JWT, HS256). */
@Injectable()
export class TokenDesk {
  /** Tokens whose signature was found right: it stays right until they end, and a desk sends the same one with every request. */
  private readonly verified = new Map<string, Verified>();

  constructor(private readonly configuration: ApiConfiguration, private readonly users: UserDirectory) {}

  async issue(login: string, now: Date): Promise<{ readonly token: string; readonly expiresAt: string }> {
    const expires = Math.floor(now.getTime() / 1000) + TOKEN_HOURS * 3600;
    const token = await new SignJWT().setProtectedHeader({ alg: 'HS256' }).setIssuer(ISSUER).setAudience(ISSUER).setSubject(login)
      .setIssuedAt(Math.floor(now.getTime() / 1000)).setExpirationTime(expires).sign(this.configuration.jwtSecret);
    return { token, expiresAt: new Date(expires * 1000).toISOString() };
  }

  /** The user behind a token and when it ends; undefined when the token does not count or the user is gone or disabled. */
  async userOf(token: string): Promise<{ readonly user: DeskUser; readonly expiresAtMs: number } | undefined> {
    try {
      const { login, expiresAtMs } = this.verified.get(token) ?? (await this.verify(token));
      if (expiresAtMs <= Date.now()) return undefined;
      const user = await this.users.find(login);
      return user && !user.disabled ? { user, expiresAtMs } : undefined;
    } catch (fault) {
      if (fault instanceof errors.JOSEError) return undefined;
      throw fault;
    }
  }

  private async verify(token: string): Promise<Verified> {
    const { payload } = await jwtVerify(token, this.configuration.jwtSecret, { algorithms: ['HS256'], issuer: ISSUER, audience: ISSUER, requiredClaims: ['sub', 'exp'] });
    const verified = { login: payload.sub ?? '', expiresAtMs: (payload.exp ?? 0) * 1000 };
    if (this.verified.size >= VERIFIED_MAX) this.verified.clear();
    this.verified.set(token, verified);
    return verified;
  }

  /** True when the user is gone or disabled. */
  async isDisabled(login: string): Promise<boolean> {
    return (await this.users.find(login))?.disabled ?? true;
  }
}
