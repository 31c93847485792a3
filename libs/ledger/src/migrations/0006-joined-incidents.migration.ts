import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As `callerKey` of the domain: the last eleven digits name a caller. */
export const CALLER_DIGITS_OF_ROW = "right(regexp_replace(details->>'victimPhone', '[^0-9]', '', 'g'), 11)";

const STATEMENTS = [
  'alter table incidents add column joined_into uuid references incidents(id)',
  'alter table incidents add column joined_count integer not null default 0 check (joined_count >= 0)',
  // A join is one step deep: never a chain, never a ring.
  'alter table incidents add constraint joined_one_step_deep check (joined_into is null or (joined_into <> id and joined_count = 0))',
  'create index incidents_by_joined on incidents (joined_into) where joined_into is not null',
  // The payment of the incident joined into that this one is told of again; it carries no loss of its own.
  'alter table transfers add column duplicate_of uuid references transfers(id)',
  'alter table transfers add constraint only_payments_are_duplicates check (duplicate_of is null or (layer = 1 and duplicate_of <> id and not needs_plan))',
  'create unique index transfers_told_again on transfers (duplicate_of, incident_id) where duplicate_of is not null',
  // Looked for while an operator types; only rows that have the value are in them. Settled ones too: the second call often comes when the first is over.
  `create index incidents_by_caller on incidents ((${CALLER_DIGITS_OF_ROW}), id) where details->>'victimPhone' is not null`,
  "create index incidents_by_call on incidents ((details->>'callNumber'), id) where details->>'callNumber' is not null",
  // By the newest first: an account that many victims paid into must not be read through to its beginning.
  'drop index transfers_by_account',
  'create index transfers_by_account on transfers (account_number, id)',
];

/** One deed, reported twice: the later report is joined to the earlier one, and can be taken apart again. */
export class JoinedIncidents1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index transfers_by_account, incidents_by_call, incidents_by_caller');
    await runner.query('create index transfers_by_account on transfers (account_number)');
    await runner.query('alter table transfers drop column duplicate_of');
    await runner.query('alter table incidents drop column joined_count, drop column joined_into');
  }
}
