import { v7 } from 'uuid';
import { insertBatch, ownerDataSource, sqlOn, type Sql } from '#ledger';
import { hashPassword } from '../auth/password';
import { DEMO_PASSWORD, readData, type DemoUserSeed, type InstitutionSeed, type OfficerSeed, type OrganSeed } from './demo-data';
import { pathsOf } from './organ-paths';

export interface SeedCounts { readonly organs: number; readonly institutions: number; readonly users: number }

/**
 * Organs of Shandong, simulated institutions and demonstration accounts. May be run again at any time: rows are brought up to date,
 * none is removed. @param simulatorUrl base URL; institutions are reached at `<simulatorUrl>/banks/<code>`
 */
export async function seed(databaseUrl: string, simulatorUrl: string): Promise<SeedCounts> {
  const dataSource = await ownerDataSource(databaseUrl).initialize();
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    const sql = await sqlOn(runner);
    const counts = { organs: await seedOrgans(sql), institutions: await seedInstitutions(sql, simulatorUrl), users: await seedUsers(sql) };
    await seedOfficers(sql);
    await runner.commitTransaction();
    return counts;
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    await runner.release();
    await dataSource.destroy();
  }
}

async function seedOrgans(sql: Sql): Promise<number> {
  const organs = readData<OrganSeed[]>('organs-shandong.json');
  const paths = pathsOf(organs);
  await insertBatch(sql, 'organs', { code: 'text', name: 'text', level: 'text', path: 'text' }, organs.map((organ) => ({ ...organ, path: paths.get(organ.code) })),
    { onConflict: 'on conflict (code) do update set name = excluded.name, level = excluded.level, path = excluded.path' });
  return organs.length;
}

async function seedInstitutions(sql: Sql, simulatorUrl: string): Promise<number> {
  const institutions = readData<InstitutionSeed[]>('institutions.json');
  for (const { code, name, kind, protocol, binPrefixes, deadlineMs, concurrencyMax, capabilities } of institutions) {
    await sql.rows(
      `insert into institutions (code, name_zh, name_en, kind, protocol, base_url, bin_prefixes, deadline_ms, concurrency_max, capabilities) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, kind = excluded.kind, protocol = excluded.protocol, base_url = excluded.base_url,
         bin_prefixes = excluded.bin_prefixes, deadline_ms = excluded.deadline_ms, concurrency_max = excluded.concurrency_max, capabilities = excluded.capabilities`,
      [code, name.zh, name.en, kind, protocol, `${simulatorUrl.replace(/\/+$/, '')}/banks/${code}`, binPrefixes, deadlineMs, concurrencyMax, capabilities ?? []]);
  }
  return institutions.length;
}

async function seedOfficers(sql: Sql): Promise<void> {
  for (const officer of readData<OfficerSeed[]>('demo-officers.json')) {
    await sql.rows(
      `insert into officers (code, organ_code, name, id_type, id_number, phone, second_by_default) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (code) do update set organ_code = excluded.organ_code, name = excluded.name, id_type = excluded.id_type, id_number = excluded.id_number, phone = excluded.phone, second_by_default = excluded.second_by_default`,
      [officer.code, officer.organCode, officer.name, officer.idType, officer.idNumber, officer.phone, officer.secondByDefault ?? false]);
  }
}

async function seedUsers(sql: Sql): Promise<number> {
  const users = readData<DemoUserSeed[]>('demo-users.json');
  for (const user of users) {
    await sql.rows(
      `insert into users (id, login, name, role, organ_code, institution_code, password_hash, demo) values ($1, $2, $3, $4, $5, $6, $7, true)
       on conflict (login) do update set name = excluded.name, role = excluded.role, organ_code = excluded.organ_code, institution_code = excluded.institution_code`,
      [v7(), user.login, user.name, user.role, user.organCode ?? null, user.institutionCode ?? null, await hashPassword(DEMO_PASSWORD)]);
  }
  return users.length;
}
