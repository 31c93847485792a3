import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  // The mark of a person's word over the institution's: who, when, from what to what, why, and who told it. Null: there is none.
  'alter table instructions add column overridden jsonb',
  'alter table holds drop constraint holds_state_check',
  "alter table holds add constraint holds_state_check check (state in ('in_force', 'lapsed', 'released', 'converted', 'annulled'))",
  // What never was secures nothing, and what really stands may take its place.
  "alter table holds add constraint annulled_secures_nothing check (state <> 'annulled' or allocated_fen = 0)",
  'alter table holds drop constraint holds_instruction_id_kind_key',
  // Not a partial one: it is also the way from an instruction to its holds, whatever became of them, and a second index would cost every stop a write.
  "create unique index holds_of_instruction on holds (instruction_id, kind, (case when state = 'annulled' then id end)) nulls not distinct",
  'alter table inbound_answers drop constraint inbound_answers_source_check',
  "alter table inbound_answers add constraint inbound_answers_source_check check (source in ('callback', 'hand', 'override'))",
];

/** 更正反馈: a person overrides what an institution answered; a hold that rested on a lie never was. */
export class Overrides1764000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("delete from inbound_answers where source = 'override'");
    await runner.query('alter table inbound_answers drop constraint inbound_answers_source_check');
    await runner.query("alter table inbound_answers add constraint inbound_answers_source_check check (source in ('callback', 'hand'))");
    await runner.query('drop index holds_of_instruction');
    await runner.query("delete from hold_alarms where hold_id in (select id from holds where state = 'annulled')");
    await runner.query("delete from hold_allocations where hold_id in (select id from holds where state = 'annulled')");
    await runner.query("delete from holds where state = 'annulled'");
    await runner.query('alter table holds add constraint holds_instruction_id_kind_key unique (instruction_id, kind)');
    await runner.query('alter table holds drop constraint annulled_secures_nothing, drop constraint holds_state_check');
    await runner.query("alter table holds add constraint holds_state_check check (state in ('in_force', 'lapsed', 'released', 'converted'))");
    await runner.query('alter table instructions drop column overridden');
  }
}
