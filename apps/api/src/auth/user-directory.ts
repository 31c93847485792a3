import { Injectable } from '@nestjs/common';
import type { Organ } from '#domain';
import { Ledger } from '#ledger';
import type { DeskUser, Role } from './desk-user';

/** For so long a disabled user may still be let in, milliseconds. */
export const USER_CACHE_MS = 10_000;
const CACHED_USERS_MAX = 10_000;

interface UserWithOrgan {
  id: string; login: string; name: string; role: Role; disabled: boolean; password_hash: string;
  organ_code: string | null; organ_name: string | null; organ_level: Organ['level'] | null; organ_path: string | null; institution_code: string | null; institution_name: string | null;
}

/** Users with their organ or institution, read from the books and kept for a few seconds. */
@Injectable()
export class UserDirectory {
  private readonly cache = new Map<string, { readonly user: DeskUser | undefined; readonly until: number }>();

  constructor(private readonly ledger: Ledger) {}

  /** For the guard: at most `USER_CACHE_MS` old. */
  async find(login: string): Promise<DeskUser | undefined> {
    const kept = this.cache.get(login);
    if (kept && kept.until > Date.now()) return kept.user;
    const user = (await this.read(login))?.user;
    if (this.cache.size >= CACHED_USERS_MAX) this.cache.clear();
    this.cache.set(login, { user, until: Date.now() + USER_CACHE_MS });
    return user;
  }

  /** For the login: fresh, with the password's hash. */
  async read(login: string): Promise<{ readonly user: DeskUser; readonly passwordHash: string } | undefined> {
    const [row] = await this.ledger.sql.rows<UserWithOrgan>(
      `select u.id, u.login, u.name, u.role, u.disabled, u.password_hash, o.code as organ_code, o.name as organ_name, o.level as organ_level, o.path as organ_path,
              i.code as institution_code, i.name_zh as institution_name
       from users u left join organs o on o.code = u.organ_code left join institutions i on i.code = u.institution_code where u.login = $1`, [login]);
    return row && { user: toUser(row), passwordHash: row.password_hash };
  }

  /** Logins of the demonstration data. */
  async demoUsers(): Promise<{ readonly login: string; readonly name: string; readonly role: Role; readonly place: string }[]> {
    return this.ledger.sql.rows(
      `select u.login, u.name, u.role, coalesce(o.name, i.name_zh) as place from users u left join organs o on o.code = u.organ_code
       left join institutions i on i.code = u.institution_code where u.demo and not u.disabled order by u.role desc, u.login limit 50`);
  }
}

function toUser(row: UserWithOrgan): DeskUser {
  return {
    id: row.id, login: row.login, name: row.name, role: row.role, disabled: row.disabled,
    organ: row.organ_code === null ? null : { code: row.organ_code, name: row.organ_name ?? '', level: row.organ_level ?? 'county', path: row.organ_path ?? '' },
    institution: row.institution_code === null ? null : { code: row.institution_code, name: row.institution_name ?? '' },
  };
}
