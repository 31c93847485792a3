import { Injectable } from '@nestjs/common';
import { Clock } from '#domain';
import { Problem } from '../problems/problem';
import { toMe, type Me } from './desk-user';
import { LoginLimit } from './login-limit';
import { NOBODY_HASH, passwordMatches } from './password';
import { TokenDesk } from './token-desk';
import { UserDirectory } from './user-directory';

export interface Session { readonly token: string; readonly expiresAt: string; readonly user: Me }

/** Login: the same answer and the same time for an unknown login, a wrong password and a disabled user. */
@Injectable()
export class OpenSession {
  constructor(private readonly users: UserDirectory, private readonly limit: LoginLimit, private readonly tokens: TokenDesk, private readonly clock: Clock) {}

  async run(login: string, password: string, address: string): Promise<Session> {
    await this.limit.check(login, address);
    const found = await this.users.read(login);
    const matches = await passwordMatches(password, found?.passwordHash ?? NOBODY_HASH);
    if (!found || !matches || found.user.disabled) {
      await this.limit.noteFailure(login, address);
      throw new Problem('login_failed', { zh: '账号或密码不正确，请核对后重试', en: 'Login or password is wrong; check and try again' });
    }
    await this.limit.forget(login, address);
    return { ...(await this.tokens.issue(login, this.clock.now())), user: toMe(found.user) };
  }
}
