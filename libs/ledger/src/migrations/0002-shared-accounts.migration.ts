import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from './0001-the-books.migration';

const STATEMENTS = [
  // Whose answer speaks for a transfer: its own instruction's, or that of another transfer into the same account.
  'alter table transfers add column covered_by uuid references instructions(id)',
  'alter table transfers add column second_stop_allowed boolean not null default false',
  'create index transfers_by_cover on transfers (covered_by) where covered_by is not null',
  "create index stops_by_account on instructions (institution_code, account_number, planned_at) where kind = 'stop'",
  // What of a hold secures which incident's loss; together never more than the hold controls.
  'alter table holds add column allocated_fen bigint not null default 0',
  'alter table holds add constraint no_fen_secured_twice check (allocated_fen between 0 and controlled_fen)',
  `create table hold_allocations (
     hold_id uuid not null references holds(id),
     incident_id uuid not null references incidents(id),
     fen bigint not null check (fen >= 0),
     primary key (hold_id, incident_id))`,
  `grant select, insert, update, delete on hold_allocations to ${APPLICATION_ROLE}`,
];

/** Two victims, one account: the second joins the hold that is there instead of spending the second and last stop. */
export class SharedAccounts1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table hold_allocations');
    await runner.query('alter table holds drop column allocated_fen');
    await runner.query('drop index stops_by_account');
    await runner.query('alter table transfers drop column covered_by, drop column second_stop_allowed');
  }
}
