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
  // Who may change or end the hold, when that is not the organ that placed it any more.
  'alter table holds add column right_organ_code text references organs(code)',
  `create table hold_handovers (
     id uuid primary key,
     hold_id uuid not null references holds(id),
     incident_id uuid not null references incidents(id),
     from_organ_code text not null references organs(code),
     to_organ_code text not null references organs(code),
     reason text not null,
     offered_by text not null, offered_at timestamptz not null,
     state text not null check (state in ('offered', 'accepted', 'declined', 'withdrawn')),
     ended_by text, ended_at timestamptz, end_note text,
     check ((state = 'offered') = (ended_at is null)))`,
  "create unique index hold_handovers_open on hold_handovers (hold_id) where state = 'offered'",
  'create index hold_handovers_by_incident on hold_handovers (incident_id)',
  "create index hold_handovers_to on hold_handovers (to_organ_code, incident_id) where state in ('offered', 'accepted')",
  `grant select, insert, update, delete on hold_alarms, hold_handovers to ${APPLICATION_ROLE}`,
];

/** Holds end on their incident's due time, are told to everybody they secure, and the right to change them can be handed over. */
export class HoldEndsAndHandOver1764000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table hold_handovers, hold_alarms');
    await runner.query('alter table holds drop column right_organ_code, drop column skew_ms, add column alarms_told smallint not null default 0');
  }
}
