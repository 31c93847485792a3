import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  'alter table instructions drop constraint instructions_state_check',
  "alter table instructions add constraint instructions_state_check check (state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered', 'queued', 'done', 'partly_done', 'refused', 'withdrawn'))",
  'alter table holds drop constraint holds_state_check',
  "alter table holds add constraint holds_state_check check (state in ('queued', 'in_force', 'lapsed', 'released', 'converted', 'annulled'))",
  // The freeze whose answer put it into the queue; null for what never was in one. A place is there only while, or until it ended, it waited.
  'alter table holds add column queued_by uuid references instructions(id)',
  'alter table holds add column queue_position smallint check (queue_position >= 1)',
  'alter table holds add column queued_fen bigint check (queued_fen > 0)',
  'alter table holds add column prior jsonb',
  // A queue has no end of its own that anybody told us.
  'alter table holds alter column until drop not null',
  "alter table holds add constraint only_a_queue_has_no_end check (state = 'queued' or until is not null)",
  "alter table holds add constraint a_queued_freeze_secures_nothing check (state <> 'queued' or (kind = 'freeze' and controlled_fen = 0 and allocated_fen = 0 and queued_by is not null and queue_position is not null and queued_fen is not null))",
  // One of a kind per stop, and besides one per freeze that had to queue: it may be taken back and asked for again while the stop runs.
  'drop index holds_of_instruction',
  "create unique index holds_of_instruction on holds (instruction_id, kind, (case when state = 'annulled' then id end), queued_by) nulls not distinct",
  'create unique index holds_by_queued_freeze on holds (queued_by) where queued_by is not null',
];

/** 轮候冻结: a freeze that waits at the institution behind earlier ones is written down and counts for nothing. */
export class QueuedFreezes1764000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index holds_by_queued_freeze');
    await runner.query('drop index holds_of_instruction');
    await runner.query("create unique index holds_of_instruction on holds (instruction_id, kind, (case when state = 'annulled' then id end)) nulls not distinct");
    await runner.query('alter table holds drop constraint a_queued_freeze_secures_nothing, drop constraint only_a_queue_has_no_end, drop constraint holds_state_check');
    await runner.query('alter table holds drop column prior, drop column queued_fen, drop column queue_position, drop column queued_by');
    await runner.query("alter table holds add constraint holds_state_check check (state in ('in_force', 'lapsed', 'released', 'converted', 'annulled')) not valid");
    await runner.query('alter table instructions drop constraint instructions_state_check');
    await runner.query("alter table instructions add constraint instructions_state_check check (state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered', 'done', 'partly_done', 'refused', 'withdrawn')) not valid");
  }
}
