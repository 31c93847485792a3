import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPLICATION_ROLE } from './0001-the-books.migration';

const STATEMENTS = [
  'alter table institutions drop constraint institutions_capabilities_check',
  "alter table institutions add constraint institutions_capabilities_check check (capabilities <@ array['query_flow', 'query_holder', 'watch', 'protect'])",
  // Consent and reason are part of the row: without them nothing can be asked for.
  `create table protective_stops (
     id uuid primary key,
     incident_id uuid not null references incidents(id),
     institution_code text not null references institutions(code),
     account_number text not null, account_kind text not null, holder_name text not null,
     consent_by text not null check (consent_by <> ''),
     consent_means text not null check (consent_means in ('phone', 'in_person')),
     consented_at timestamptz not null,
     reason text not null check (reason <> ''),
     requested_by text not null, requested_at timestamptz not null,
     organ_code text not null references organs(code),
     needs_plan boolean not null,
     instruction_id uuid unique references instructions(id),
     traceparent text)`,
  'create index protective_stops_by_incident on protective_stops (incident_id)',
  'create index protective_stops_to_plan on protective_stops (incident_id) where needs_plan',
  `create table protective_releases (
     id uuid primary key,
     protective_stop_id uuid not null references protective_stops(id),
     incident_id uuid not null references incidents(id),
     reason text not null check (reason <> ''),
     requested_by text not null, requested_at timestamptz not null,
     needs_plan boolean not null,
     instruction_id uuid unique references instructions(id),
     traceparent text)`,
  'create index protective_releases_by_stop on protective_releases (protective_stop_id)',
  'create index protective_releases_to_plan on protective_releases (incident_id) where needs_plan',
  `grant select, insert, update on protective_stops, protective_releases to ${APPLICATION_ROLE}`,
  // No stolen money went into a victim's own card, so there is no transfer, no amount, no share in any loss and no number among the stops.
  'alter table instructions alter column transfer_id drop not null',
  'alter table instructions drop constraint instructions_amount_fen_check',
  `alter table instructions add constraint protection_is_no_stop check (
     case when kind in ('protect', 'unprotect') then transfer_id is null and amount_fen = 0 and coalesce(controlled_fen, 0) = 0
          else transfer_id is not null and amount_fen > 0 end)`,
  'alter table holds add column protective_stop_id uuid unique references protective_stops(id)',
  'alter table holds alter column transfer_id drop not null',
  'alter table holds drop constraint holds_kind_check',
  "alter table holds add constraint holds_kind_check check (kind in ('stop', 'freeze', 'protective'))",
  `alter table holds add constraint protection_secures_nothing check (
     case when kind = 'protective' then protective_stop_id is not null and transfer_id is null and controlled_fen = 0 and stop_no = 0 and extensions = 0 and state <> 'converted'
          else protective_stop_id is null and transfer_id is not null end)`,
];

/** 保护性止付: what stands on a victim's own card, apart from every stop. */
export class ProtectiveStops1764000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Only while there is no protective stop: a hold must not be forgotten, and neither must an instruction that went out. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table holds drop column protective_stop_id, drop constraint protection_secures_nothing, drop constraint holds_kind_check, alter column transfer_id set not null');
    await runner.query("alter table holds add constraint holds_kind_check check (kind in ('stop', 'freeze'))");
    await runner.query('alter table instructions drop constraint protection_is_no_stop, alter column transfer_id set not null, add constraint instructions_amount_fen_check check (amount_fen > 0)');
    await runner.query('drop table protective_releases, protective_stops');
    await runner.query("update institutions set capabilities = array_remove(capabilities, 'protect')");
    await runner.query('alter table institutions drop constraint institutions_capabilities_check');
    await runner.query("alter table institutions add constraint institutions_capabilities_check check (capabilities <@ array['query_flow', 'query_holder', 'watch'])");
  }
}
