import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from './0001-the-books.migration';

const STATEMENTS = [
  // Null: the organ that placed it. So a stop, which is placed in a hurry, writes nothing here.
  'alter table holds add column right_organ_code text references organs(code)',
  `create table hand_overs (
     id uuid primary key,
     hold_id uuid not null references holds(id),
     incident_id uuid not null references incidents(id),
     from_organ_code text not null references organs(code),
     to_organ_code text not null references organs(code),
     to_organ_path text not null,
     reason text not null,
     offered_by text not null, offered_at timestamptz not null,
     state text not null check (state in ('offered', 'accepted', 'declined', 'withdrawn')),
     ended_by text, ended_at timestamptz, end_reason text,
     check (from_organ_code <> to_organ_code),
     check ((state = 'offered') = (ended_at is null and ended_by is null)),
     check ((state in ('declined', 'withdrawn')) = (end_reason is not null)))`,
  "create unique index hand_overs_open on hand_overs (hold_id) where state = 'offered'",
  'create index hand_overs_by_incident on hand_overs (incident_id)',
  // Whose desks see an incident besides those of its organ: few rows, asked by the beginning of the path.
  "create index hand_overs_by_receiver on hand_overs (to_organ_path text_pattern_ops, incident_id) where state in ('offered', 'accepted')",
  `grant select, insert, update on hand_overs to ${APPLICATION_ROLE}`,
];

/** 移交解除权: the right to change a hold goes to another organ, and who had it when stays written. */
export class HandOvers1764000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table hand_overs');
    await runner.query('alter table holds drop column right_organ_code');
  }
}
