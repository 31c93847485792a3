/** The floor's three tables: what the bare job needs, and nothing more. */
export const FLOOR_SCHEMA = `
create table cases (id uuid primary key, body jsonb not null, created_at timestamptz not null default now());
create table outbox (
  id uuid primary key, case_id uuid not null references cases(id), institution text not null, account text not null, amount_fen bigint not null,
  state text not null default 'new', answer jsonb, created_at timestamptz not null default now()) with (fillfactor = 70);
create index outbox_new on outbox (id) where state = 'new';
create index outbox_by_case on outbox (case_id);
create table facts (id bigint generated always as identity primary key, case_id uuid not null, type text not null, data jsonb not null, at timestamptz not null default now());
`;
export const WORK_CHANNEL = 'work';
export const DONE_CHANNEL = 'done';
/** A statement planned on an empty table must not keep a sequential scan: the same setting as ours. */
export const POOL = { max: 10, options: '-c enable_seqscan=off' };
