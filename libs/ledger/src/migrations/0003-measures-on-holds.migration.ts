import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from './0001-the-books.migration';

const STATEMENTS = [
  'alter table holds drop constraint holds_state_check',
  "alter table holds add constraint holds_state_check check (state in ('in_force', 'lapsed', 'released', 'converted'))",
  // A freeze rests on the stop that it replaces (instruction_id), so that everybody who relied on the stop relies on it; measure_id did the last change.
  'alter table holds add column measure_id uuid references instructions(id)',
  'alter table holds add column extensions smallint not null default 0',
  'alter table holds add column alarms_told smallint not null default 0',
  'alter table instructions add column hold_id uuid references holds(id)',
  'alter table instructions add column params jsonb',
  'create index instructions_by_hold on instructions (hold_id) where hold_id is not null',
  `create table measure_requests (
     id uuid primary key,
     incident_id uuid not null references incidents(id),
     hold_id uuid not null references holds(id),
     kind text not null check (kind in ('extend', 'release', 'freeze', 'extend_freeze', 'unfreeze')),
     params jsonb not null,
     amount_fen bigint not null check (amount_fen > 0),
     requested_by text not null,
     organ_code text not null references organs(code),
     needs_plan boolean not null,
     traceparent text)`,
  'create index measure_requests_by_hold on measure_requests (hold_id)',
  'create index measure_requests_to_plan on measure_requests (incident_id) where needs_plan',
  `grant select, insert, update, delete on measure_requests to ${APPLICATION_ROLE}`,
];

/** What people may ask for on a hold that is there: extend, release, freeze, extend the freeze, unfreeze. */
export class MeasuresOnHolds1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table measure_requests');
    await runner.query('alter table instructions drop column params, drop column hold_id');
    await runner.query('alter table holds drop column alarms_told, drop column extensions, drop column measure_id, drop constraint holds_state_check');
    await runner.query("alter table holds add constraint holds_state_check check (state in ('in_force', 'lapsed', 'released')) not valid");
  }
}
