import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from './0001-the-books.migration';

const STATEMENTS = [
  // 办案人员: `code` is the login of an officer who has one, else the police number.
  `create table officers (
     code text primary key,
     organ_code text not null references organs(code),
     name text not null,
     id_type text not null check (id_type in ('police', 'citizen')),
     id_number text not null,
     phone text,
     second_by_default boolean not null default false,
     disabled boolean not null default false)`,
  'create unique index one_usual_second_officer on officers (organ_code) where second_by_default and not disabled',
  `create table instruction_approvals (
     instruction_id uuid primary key references instructions(id),
     incident_id uuid not null references incidents(id),
     need text not null check (need in ('before', 'after')),
     state text not null default 'waiting' check (state in ('waiting', 'approved', 'refused')),
     asked_by text not null,
     asked_at timestamptz not null,
     due_at timestamptz not null,
     decided_by text, decided_name text, decided_at timestamptz, reason text,
     to_apply boolean not null default false,
     check ((state = 'waiting') = (decided_by is null)),
     check (decided_by is null or decided_by <> asked_by))`,
  "create index approvals_waiting on instruction_approvals (asked_at) where state = 'waiting'",
  'create index approvals_to_apply on instruction_approvals (incident_id) where to_apply',
  // The exact bytes that were sealed, as they were sent.
  `create table instruction_seals (
     instruction_id uuid primary key references instructions(id),
     organ_code text not null,
     key_id text not null,
     document bytea not null,
     signature text not null,
     sealed_at timestamptz not null)`,
  `grant select, insert, update, delete on officers, instruction_approvals to ${APPLICATION_ROLE}`,
  `grant select, insert on instruction_seals to ${APPLICATION_ROLE}`,
];

/** Approval, two officers and the electronic seal. */
export class ApprovalAndSeal1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table instruction_seals, instruction_approvals, officers');
  }
}
