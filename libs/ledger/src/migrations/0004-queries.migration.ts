import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from './0001-the-books.migration';

const STATEMENTS = [
  // Which kinds an institution can answer besides stops and measures; unwatch comes with watch.
  `alter table institutions add column capabilities text[] not null default '{}'
     check (capabilities <@ array['query_flow', 'query_holder', 'watch'])`,
  // Who holds the account, by the institution's word.
  'alter table transfers add column holder jsonb',
  `create table query_requests (
     id uuid primary key,
     incident_id uuid not null references incidents(id),
     transfer_id uuid not null references transfers(id),
     kind text not null check (kind in ('query_flow', 'query_holder', 'watch', 'unwatch')),
     reason text,
     requested_by text not null,
     needs_plan boolean not null,
     traceparent text)`,
  'create index query_requests_by_transfer on query_requests (transfer_id)',
  'create index query_requests_to_plan on query_requests (incident_id) where needs_plan',
  `grant select, insert, update, delete on query_requests to ${APPLICATION_ROLE}`,
];

/** Questions to institutions about an account: where its money went, whose it is, and to be told of every movement. */
export class Queries1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table query_requests');
    await runner.query('alter table transfers drop column holder');
    await runner.query('alter table institutions drop column capabilities');
  }
}
