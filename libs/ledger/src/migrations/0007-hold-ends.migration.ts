import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from './0001-the-books.migration';

const STATEMENTS = [
  // The institution's moment minus ours, milliseconds; null for holds from before it was noted.
  'alter table holds add column skew_ms bigint',
  // Which alarms about which end an incident was told: a hold that secures several victims' losses is told to each of them.
  `create table hold_alarms (
     incident_id uuid not null references incidents(id),
     hold_id uuid not null references holds(id),
     until timestamptz not null,
     told smallint not null,
     primary key (incident_id, hold_id))`,
  'insert into hold_alarms (incident_id, hold_id, until, told) select incident_id, id, until, alarms_told from holds where alarms_told > 0',
  'alter table holds drop column alarms_told',
  // A hold's end is a due time of its incident from now on.
  `update incidents set watch_at = least(coalesce(incidents.watch_at, ending.until), ending.until)
   from (select incident_id, min(until) as until from holds where state = 'in_force' group by 1) ending where ending.incident_id = incidents.id`,
  `grant select, insert, update, delete on hold_alarms to ${APPLICATION_ROLE}`,
];

/** Holds end on their incident's due time, and are told to everybody whose loss they secure. */
export class HoldEnds1764000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table hold_alarms');
    await runner.query('alter table holds drop column skew_ms, add column alarms_told smallint not null default 0');
  }
}
