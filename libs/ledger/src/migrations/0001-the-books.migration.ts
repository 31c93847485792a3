import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The application's role: it may add to the journal and read it, and can neither change nor delete a fact. */
export const APPLICATION_ROLE = 'dispatcher_app';

const REFERENCE_TABLES = [
  `create table organs (
     code text primary key check (length(code) = 12),
     name text not null,
     level text not null check (level in ('county', 'city', 'province')),
     path text not null unique)`,
  `create table institutions (
     code text primary key check (length(code) between 1 and 14),
     name_zh text not null, name_en text not null,
     kind text not null check (kind in ('bank', 'payment_institution')),
     protocol text not null,
     base_url text not null,
     bin_prefixes text[] not null default '{}',
     deadline_ms integer not null check (deadline_ms between 100 and 120000),
     concurrency_max integer not null check (concurrency_max between 1 and 1000),
     enabled boolean not null default true)`,
  `create table users (
     id uuid primary key,
     login text not null unique,
     name text not null,
     role text not null check (role in ('operator', 'commander', 'bank_clerk')),
     organ_code text references organs(code),
     institution_code text references institutions(code),
     password_hash text not null,
     demo boolean not null default false,
     disabled boolean not null default false,
     check ((role = 'bank_clerk') = (institution_code is not null)),
     check ((role <> 'bank_clerk') = (organ_code is not null)))`,
];

const INCIDENT_TABLES = [
  `create sequence incident_number`,
  `create table incidents (
     id uuid primary key,
     number text not null unique,
     organ_code text not null references organs(code),
     organ_path text not null,
     state text not null check (state in ('live', 'settled')),
     version integer not null default 1,
     details jsonb not null,
     created_by text not null,
     level text not null check (level in ('county', 'city', 'province')),
     reported_at timestamptz not null,
     entered_at timestamptz not null,
     transferred_at timestamptz, sent_at timestamptz, received_at timestamptz, stopped_at timestamptz,
     lost_fen bigint not null, controlled_fen bigint not null default 0, in_flight_fen bigint not null,
     cashed_out_fen bigint not null default 0, untraced_fen bigint not null default 0, returned_fen bigint not null default 0,
     open_instructions integer not null default 0, uncertain_instructions integer not null default 0, human_tasks integer not null default 0,
     fact_count integer not null, last_hash bytea not null, last_fact_at timestamptz not null,
     watch_at timestamptz,
     constraint every_fen_in_one_place check (
       lost_fen = controlled_fen + in_flight_fen + cashed_out_fen + untraced_fen + returned_fen
       and least(controlled_fen, in_flight_fen, cashed_out_fen, untraced_fen, returned_fen) >= 0)
   ) with (fillfactor = 70)`,
  `create index incidents_by_organ on incidents (organ_path text_pattern_ops, entered_at desc)`,
  `create index incidents_recent on incidents (last_fact_at)`,
  `create index incidents_to_watch on incidents (watch_at) where watch_at is not null`,
  `create table transfers (
     id uuid primary key,
     incident_id uuid not null references incidents(id),
     parent_transfer_id uuid references transfers(id),
     layer integer not null check (layer >= 1),
     amount_fen bigint not null check (amount_fen > 0),
     transferred_at timestamptz,
     institution_code text references institutions(code),
     account_number text not null, account_kind text not null, holder_name text,
     payer_account_number text, payer_institution_name text, bank_serial text, clearing_serial text, order_number text,
     cashed_out_fen bigint not null default 0 check (cashed_out_fen >= 0),
     source text not null check (source in ('report', 'operator', 'answer', 'bank_clerk')),
     traceparent text,
     needs_plan boolean not null,
     check ((layer = 1) = (parent_transfer_id is null)))`,
  `create index transfers_by_incident on transfers (incident_id)`,
  `create index transfers_by_account on transfers (account_number)`,
  `create index transfers_to_plan on transfers (id) where needs_plan`,
];

const INSTRUCTION_TABLES = [
  `create table instructions (
     id uuid primary key,
     incident_id uuid not null references incidents(id),
     incident_number text not null,
     transfer_id uuid not null references transfers(id),
     kind text not null,
     intent_no smallint not null default 1,
     institution_code text not null references institutions(code),
     account_number text not null, account_kind text not null, holder_name text,
     amount_fen bigint not null check (amount_fen > 0),
     transferred_at timestamptz,
     organ_code text not null,
     state text not null check (state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered', 'done', 'partly_done', 'refused', 'withdrawn')),
     version integer not null default 1,
     needs_human boolean not null default false,
     due_at timestamptz,
     lease_owner integer, lease_until timestamptz,
     send_count integer not null default 0, query_count integer not null default 0,
     planned_at timestamptz not null, state_at timestamptz not null,
     sent_at timestamptz, received_at timestamptz, answered_at timestamptz,
     refusal text, silence_cause text, controlled_fen bigint, answer_code text, answer_text text,
     traceparent text,
     unique (transfer_id, kind, intent_no),
     check ((lease_owner is null) = (lease_until is null)),
     check (state <> 'sending' or lease_owner is not null)
   ) with (fillfactor = 70)`,
  `create index instructions_by_incident on instructions (incident_id)`,
  `create index instructions_due on instructions (due_at, id) where due_at is not null and lease_owner is null`,
  `create index instructions_leased on instructions (lease_owner, lease_until) where lease_owner is not null`,
  `create index instructions_by_institution on instructions (institution_code, planned_at desc)`,
  `create table attempts (
     id uuid primary key,
     instruction_id uuid not null references instructions(id),
     incident_id uuid not null,
     purpose text not null check (purpose in ('send', 'query', 'inbound')),
     no integer not null,
     started_at timestamptz not null, ended_at timestamptz not null,
     result text not null, cause text, code text, text text, http_status integer, raw bytea,
     worker integer)`,
  `create index attempts_by_instruction on attempts (instruction_id)`,
  `create table holds (
     id uuid primary key,
     incident_id uuid not null references incidents(id),
     transfer_id uuid not null references transfers(id),
     instruction_id uuid not null references instructions(id),
     institution_code text not null, account_number text not null,
     kind text not null check (kind in ('stop', 'freeze')),
     state text not null check (state in ('in_force', 'lapsed', 'released')),
     controlled_fen bigint not null check (controlled_fen >= 0),
     since timestamptz not null, until timestamptz not null, stop_no smallint not null,
     unique (instruction_id, kind))`,
  `create index holds_by_incident on holds (incident_id)`,
  `create index holds_by_account on holds (institution_code, account_number)`,
  `create table escalations (
     id uuid primary key,
     incident_id uuid not null references incidents(id),
     instruction_id uuid,
     from_level text, to_level text not null, reason text not null,
     raised_at timestamptz not null,
     acknowledged_at timestamptz, acknowledged_by text, note text)`,
  `create unique index escalations_once on escalations (incident_id, reason, to_level, coalesce(instruction_id, incident_id))`,
  `create table inbound_answers (
     id uuid primary key,
     institution_code text not null references institutions(code),
     instruction_id uuid,
     source text not null check (source in ('callback', 'hand')),
     actor text not null,
     received_at timestamptz not null,
     content_type text not null, raw bytea not null,
     state text not null default 'pending' check (state in ('pending', 'done', 'dead')),
     due_at timestamptz not null, tries integer not null default 0, fault text,
     traceparent text)`,
  `create index inbound_answers_due on inbound_answers (due_at, id) where state = 'pending'`,
];

const JOURNAL_TABLES = [
  `create table journal (
     incident_id uuid not null,
     seq integer not null check (seq >= 1),
     position bigint generated always as identity,
     type text not null, data jsonb not null, actor text not null,
     at timestamptz not null, organ_path text not null, traceparent text,
     hash bytea not null,
     tx xid8 not null default pg_current_xact_id(),
     primary key (incident_id, seq))`,
  `create unique index journal_by_position on journal (position)`,
  `create index journal_by_transaction on journal (tx, position)`,
  `create function journal_is_append_only() returns trigger language plpgsql as $$
     begin raise exception 'the journal is append-only' using errcode = 'insufficient_privilege'; end $$`,
  `create trigger journal_is_append_only before update or delete or truncate on journal
     for each statement execute function journal_is_append_only()`,
  `create table stream_cursors (
     reader text not null, partition integer not null, cursor text not null, updated_at timestamptz not null default now(),
     primary key (reader, partition)) with (fillfactor = 50)`,
  `create table dead_letters (
     id uuid primary key,
     reader text not null, source text not null, incident_id uuid, seq integer,
     reason text not null, raw bytea not null, at timestamptz not null)`,
];

const DOOR_TABLES = [
  `create table idempotency_keys (
     actor text not null, key text not null, request_hash bytea not null,
     status integer, body jsonb, created_at timestamptz not null default now(),
     primary key (actor, key))`,
  `create index idempotency_keys_by_age on idempotency_keys (created_at)`,
  `create table used_nonces (institution_code text not null, nonce text not null, seen_at timestamptz not null default now(), primary key (institution_code, nonce))`,
  `create index used_nonces_by_age on used_nonces (seen_at)`,
  `create table login_failures (login text not null, address text not null, at timestamptz not null)`,
  `create index login_failures_by_login on login_failures (login, at)`,
  `create sequence worker_number as integer minvalue 1 maxvalue 2147483647 cycle`,
];

const APPEND_ONLY = ['journal', 'attempts'];

export class TheBooks1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...REFERENCE_TABLES, ...INCIDENT_TABLES, ...INSTRUCTION_TABLES, ...JOURNAL_TABLES, ...DOOR_TABLES]) await runner.query(statement);
    // Roles belong to the whole server, and two databases may be migrated at once: creating it twice is no fault.
    await runner.query(`do $$ begin create role ${APPLICATION_ROLE} nologin; exception when duplicate_object or unique_violation then null; end $$`);
    await runner.query(`do $$ begin execute format('grant ${APPLICATION_ROLE} to %I', current_user); end $$`);
    await runner.query(`grant usage on schema public to ${APPLICATION_ROLE}`);
    await runner.query(`grant select, insert, update, delete on all tables in schema public to ${APPLICATION_ROLE}`);
    await runner.query(`grant usage, select on all sequences in schema public to ${APPLICATION_ROLE}`);
    for (const table of APPEND_ONLY) await runner.query(`revoke update, delete, truncate on ${table} from ${APPLICATION_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = ['login_failures', 'used_nonces', 'idempotency_keys', 'dead_letters', 'stream_cursors', 'journal', 'inbound_answers', 'escalations', 'holds', 'attempts', 'instructions', 'transfers', 'incidents', 'users', 'institutions', 'organs'];
    for (const table of tables) await runner.query(`drop table ${table} cascade`);
    await runner.query('drop function journal_is_append_only() cascade');
    await runner.query('drop sequence incident_number, worker_number');
  }
}
