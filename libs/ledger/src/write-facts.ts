import type { Fact } from '#domain';
import { FACTS_CHANNEL, instructionsTold, notificationOf, RELIED_ON } from './journal/facts-notification';
import { HEAD_COLUMNS, type IncidentHead } from './incident-head';
import type { Sql } from './sql';

const JOURNAL_TYPES = ['uuid', 'int', 'text', 'text', 'text', 'timestamptz', 'text', 'text', 'bytea'];

/**
 * Heads, facts and the word to their readers in one statement: it ends every commit, and each statement less is felt at every desk.
 * One notification for the whole batch: one per row would serialise the commits of everybody. Whether others rely on an instruction that is
 * told of is asked in the same statement, the last of the commit: who relies on a stop holds its account's lock, so it is known by then.
 * @param joined one of the incidents told of is joined into another, which relies on its stops
 */
export function writeFacts(sql: Sql, facts: readonly Omit<Fact, 'position'>[], heads: readonly IncidentHead[], sameDetails: boolean, at: Date, joined: boolean): Promise<unknown> {
  const columns = [
    facts.map((fact) => fact.incidentId), facts.map((fact) => fact.seq), facts.map((fact) => fact.type), facts.map((fact) => JSON.stringify(fact.data)), facts.map((fact) => fact.actor),
    facts.map((fact) => fact.at), facts.map((fact) => fact.organPath), facts.map((fact) => fact.traceparent), facts.map((fact) => Buffer.from(fact.hash, 'hex')),
  ];
  const instructions = instructionsTold(facts);
  const hint = [joined, notificationOf(facts), instructions.map(([instructionId]) => instructionId), instructions.map(([, incidentId]) => incidentId)];
  const first = columns.length + 1;
  const update = headUpdate(heads, sameDetails, at, columns.length + hint.length);
  return sql.rows(
    `with told as (
       insert into journal (incident_id, seq, type, data, actor, at, organ_path, traceparent, hash)
       select incident_id, seq, type, data::jsonb, actor, at, organ_path, traceparent, hash
       from unnest(${JOURNAL_TYPES.map((type, i) => `$${i + 1}::${type}[]`).join(', ')}) as batch(incident_id, seq, type, data, actor, at, organ_path, traceparent, hash))
     ${heads.length > 0 ? `, changed as (${update.text})` : ''}
     select pg_notify('${FACTS_CHANNEL}', case when $${first}::boolean or exists (
       select from unnest($${first + 2}::uuid[], $${first + 3}::uuid[]) as instructed(instruction_id, incident_id)
       join transfers t on t.covered_by = instructed.instruction_id and t.incident_id <> instructed.incident_id) then '${RELIED_ON}' else '' end || $${first + 1}::text)`,
    heads.length > 0 ? [...columns, ...hint, ...update.parameters] : [...columns, ...hint]);
}

/** Heads that changed without a fact. */
export function writeHeads(sql: Sql, heads: readonly IncidentHead[], sameDetails: boolean, at: Date): Promise<unknown> {
  const update = headUpdate(heads, sameDetails, at, 0);
  return sql.rows(update.text, update.parameters);
}

/** @param sameDetails leaves the details out: they are long and seldom change, and workers never touch them. @param before number of parameters in front of ours */
function headUpdate(heads: readonly IncidentHead[], sameDetails: boolean, at: Date, before: number): { readonly text: string; readonly parameters: readonly unknown[] } {
  const columns = sameDetails ? HEAD_COLUMNS.filter(([name]) => name !== 'details') : HEAD_COLUMNS;
  const arrays = columns.map(([, type], i) => `$${before + i + 2}::${type === 'jsonb' ? 'text' : type}[]`).join(', ');
  const assignments = columns.map(([name, type]) => `${name} = batch.${name}${type === 'jsonb' ? '::jsonb' : ''}`).join(', ');
  return {
    text: `update incidents set ${assignments}, last_fact_at = $${before + columns.length + 2}
       from unnest($${before + 1}::uuid[], ${arrays}) as batch(id, ${columns.map(([name]) => name).join(', ')}) where incidents.id = batch.id`,
    parameters: [heads.map((head) => head.id), ...columns.map(([, type, value]) => heads.map((head) => (type === 'jsonb' ? JSON.stringify(value(head)) : value(head)))), at],
  };
}
