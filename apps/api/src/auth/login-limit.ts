import { Injectable } from '@nestjs/common';
import { Ledger } from '#ledger';
import { tooMany } from '../problems/problem';
import { TokenBuckets } from './token-bucket';

export const LOGIN_FAILURES_MAX = 5;
export const LOGIN_WINDOW_MINUTES = 15;
/** Attempts per address, whatever the login: a brake on trying many logins from one place. */
const ADDRESS_PER_SECOND = 2;
const ADDRESS_BURST = 60;

/** Counts failed logins in the books, so that all api processes know of them. */
@Injectable()
export class LoginLimit {
  private readonly addresses = new TokenBuckets(ADDRESS_PER_SECOND, ADDRESS_BURST);

  constructor(private readonly ledger: Ledger) {}

  /** Throws 429 when this login has failed too often from this address, or the address tries too fast. */
  async check(login: string, address: string): Promise<void> {
    const waitSeconds = this.addresses.take(address, Date.now());
    if (waitSeconds > 0) throw tooMany('该地址登录尝试过于频繁，请稍后重试', 'Too many logins from this address; try again shortly', waitSeconds);
    const [row] = await this.ledger.sql.rows<{ failures: number; wait: number | null }>(
      `select count(*)::int as failures, extract(epoch from min(at) + make_interval(mins => $3) - now())::float8 as wait
       from (select at from login_failures where login = $1 and address = $2 and at > now() - make_interval(mins => $3) order by at desc limit $4) recent`,
      [login, address, LOGIN_WINDOW_MINUTES, LOGIN_FAILURES_MAX]);
    if ((row?.failures ?? 0) >= LOGIN_FAILURES_MAX) {
      throw tooMany(`连续 ${LOGIN_FAILURES_MAX} 次登录失败，请稍后重试`, `${LOGIN_FAILURES_MAX} failed logins in a row; try again later`, row?.wait ?? 60);
    }
  }

  async noteFailure(login: string, address: string): Promise<void> {
    await this.ledger.sql.rows('insert into login_failures (login, address, at) values ($1, $2, now())', [login, address]);
  }

  async forget(login: string, address: string): Promise<void> {
    await this.ledger.sql.rows('delete from login_failures where login = $1 and address = $2', [login, address]);
  }
}
