import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from './0001-the-books.migration';

const STATEMENTS = [
  // What an institution paid back to the victim whose money this transfer carried; read where the flow is read anyway.
  'alter table transfers add column returned_fen bigint not null default 0 check (returned_fen >= 0)',
  `create table returns (
     id uuid primary key,
     hold_id uuid not null references holds(id),
     incident_id uuid not null references incidents(id),
     transfer_id uuid not null references transfers(id),
     amount_fen bigint not null check (amount_fen > 0),
     method text not null check (method in ('single', 'traced', 'pro_rata')),
     reason text not null,
     approver_name text not null,
     approver_level text not null check (approver_level in ('county', 'city', 'province')),
     notice_since timestamptz,
     decided_by text not null, decided_at timestamptz not null,
     state text not null check (state in ('decided', 'paid', 'cancelled')),
     paid_at timestamptz, paid_serial text,
     ended_by text, ended_at timestamptz, cancel_reason text,
     check (method <> 'pro_rata' or notice_since is not null),
     check ((state = 'decided') = (ended_at is null and ended_by is null)),
     check ((state = 'paid') = (paid_at is not null and paid_serial is not null)),
     check ((state = 'cancelled') = (cancel_reason is not null)))`,
  'create index returns_by_hold on returns (hold_id)',
  'create index returns_by_incident on returns (incident_id)',
  `grant select, insert, update on returns to ${APPLICATION_ROLE}`,
];

/** 资金返还: money that goes back from a freeze to a victim. */
export class FundReturns1764000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table returns');
    await runner.query('alter table transfers drop column returned_fen');
  }
}
