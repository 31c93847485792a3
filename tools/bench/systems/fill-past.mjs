import { benchInstitutions } from '../accounts.mjs';

const BATCH = 20_000;

/**
 * Links a fact to the one before, as libs/ledger/src/journal/hash-chain.ts does: SHA-256 over the previous hash and the canonical JSON. The
 * contents below are written in canonical form (sorted names, no blanks), so `npm run journal:verify` finds nothing wrong with the past.
 */
const CHAIN = [
  `create function pg_temp.link(before bytea, content text) returns bytea language sql immutable as $$ select sha256(before || convert_to(content, 'UTF8')) $$`,
  `create aggregate pg_temp.chain(content text) (sfunc = pg_temp.link, stype = bytea, initcond = '\\x${'00'.repeat(32)}')`,
];

const ISO = (column) => `to_char((${column}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const MONEY = `{"cashedOutFen":0,"controlledFen":%s,"inFlightFen":0,"lostFen":500000,"returnedFen":0,"untracedFen":%s}`;

/** One settled incident a row: reported, stopped at the bank, and its hold lapsed long ago. Spread over the year before last week. */
const SOURCE = `
create temp table past on commit drop as
select n, uuidv7(age) as incident, uuidv7(age) as transfer, uuidv7(age) as instruction, uuidv7(age) as hold, uuidv7(age) as attempt,
       'PAST' || lpad(n::text, 10, '0') as number, organ.code as organ, organ.path, bank.code as bank, bank.prefix || '9' || lpad(n::text, 11, '0') as account,
       date_trunc('milliseconds', now() + age) as at
from (select n, -(interval '7 days' + (n % 31536000) * interval '1 second') as age from generate_series($1::bigint, $2::bigint) n) series
join (select code, path, row_number() over (order by code) - 1 as k, count(*) over () as total from organs where level = 'county') organ on organ.k = n % organ.total
join unnest($3::text[], $4::text[]) with ordinality as bank(code, prefix, k) on bank.k = n % cardinality($3::text[]) + 1`;

const OF_INSTRUCTION = `"instructionId":"%s"`;
const FACTS = `
create temp table past_facts on commit drop as
select p.incident, f.seq, f.type, f.actor, f.data, p.at, p.path,
       pg_temp.chain(format('{"actor":"%s","at":"%s","data":%s,"incidentId":"%s","seq":%s,"type":"%s"}', f.actor, iso, f.data, p.incident, f.seq, f.type)) over (partition by p.incident order by f.seq) as hash
from (select *, ${ISO('at')} as iso, ${ISO("at + interval '48 hours'")} as ends from past) p cross join lateral (values
  (1, 'incident.reported', 'bench-past', format('{"details":{"victimName":"Past"},"enteredAt":"%s","lostFen":500000,"number":"%s","reportedAt":"%s"}', iso, number, iso)),
  (2, 'transfer.added', 'bench-past', format('{"accountKind":"card","accountNumber":"%s","amountFen":500000,"holderName":null,"institutionCode":"%s","layer":1,"parentTransferId":null,"source":"report","transferId":"%s","transferredAt":null}', account, bank, transfer)),
  (3, 'instruction.planned', 'worker', format('{"accountNumber":"%s","amountFen":500000,"institutionCode":"%s",${OF_INSTRUCTION},"kind":"stop","state":"planned","transferId":"%s"}', account, bank, instruction, transfer)),
  (4, 'instruction.sending', 'worker', format('{"attemptNo":1,"institutionCode":"%s",${OF_INSTRUCTION},"state":"sending","transferId":"%s"}', bank, instruction, transfer)),
  (5, 'instruction.done', 'institution:' || bank, format('{"bankAt":"%s","code":"0000","controlledFen":500000,"institutionCode":"%s",${OF_INSTRUCTION},"kind":"stop","state":"done","text":"done","transferId":"%s"}', iso, bank, instruction, transfer)),
  (6, 'hold.placed', 'worker', format('{"accountNumber":"%s","controlledFen":500000,"holdId":"%s","institutionCode":"%s",${OF_INSTRUCTION},"since":"%s","transferId":"%s","until":"%s"}', account, hold, bank, instruction, iso, transfer, ends)),
  (7, 'money.accounted', 'worker', format('{"money":${MONEY}}', 500000, 0)),
  (8, 'hold.lapsed', 'worker', format('{"holdId":"%s",${OF_INSTRUCTION},"transferId":"%s"}', hold, instruction, transfer)),
  (9, 'money.accounted', 'worker', format('{"money":${MONEY}}', 0, 500000)),
  (10, 'incident.settled', 'worker', format('{"money":${MONEY}}', 0, 500000))
) as f(seq, type, actor, data)`;

const ROWS = [
  `insert into incidents (id, number, organ_code, organ_path, state, details, created_by, level, reported_at, entered_at, sent_at, received_at, stopped_at, lost_fen, in_flight_fen, untraced_fen, fact_count, last_hash, last_fact_at)
   select p.incident, p.number, p.organ, p.path, 'settled', '{"victimName":"Past"}', 'bench-past', 'county', p.at, p.at, p.at, p.at, p.at, 500000, 0, 500000, 10, f.hash, p.at from past p join past_facts f on f.incident = p.incident and f.seq = 10`,
  `insert into transfers (id, incident_id, layer, amount_fen, institution_code, account_number, account_kind, source, needs_plan)
   select transfer, incident, 1, 500000, bank, account, 'card', 'report', false from past`,
  `insert into instructions (id, incident_id, incident_number, transfer_id, kind, institution_code, account_number, account_kind, amount_fen, organ_code, state, version, send_count, planned_at, state_at, sent_at, received_at, answered_at, controlled_fen, answer_code)
   select instruction, incident, number, transfer, 'stop', bank, account, 'card', 500000, organ, 'done', 2, 1, at, at, at, at, at, 500000, '0000' from past`,
  'update transfers set covered_by = past.instruction from past where transfers.id = past.transfer',
  `insert into holds (id, incident_id, transfer_id, instruction_id, institution_code, account_number, kind, state, controlled_fen, since, until, stop_no)
   select hold, incident, transfer, instruction, bank, account, 'stop', 'lapsed', 500000, at, at + interval '48 hours', 1 from past`,
  `insert into attempts (id, instruction_id, incident_id, purpose, no, started_at, ended_at, result, code, http_status, worker)
   select attempt, instruction, incident, 'send', 1, at, at, 'done', '0000', 200, 1 from past`,
  // Transaction number 2 lies before the start of every reader of the stream: the past is read by those who ask for it, and told to nobody.
  `insert into journal (incident_id, seq, type, data, actor, at, organ_path, hash, tx) select incident, seq, type, data::jsonb, actor, at, path, hash, '2' from past_facts order by incident, seq`,
];

/** Fills the books with so many settled incidents, with everything that belongs to each, and a chain that verifies. */
export async function fillPast(admin, count) {
  const institutions = benchInstitutions();
  for (const statement of CHAIN) await admin.query(statement);
  for (let from = 1; from <= count; from += BATCH) {
    const upTo = Math.min(count, from + BATCH - 1);
    await admin.query('begin');
    // A statement that makes a table takes no parameters; the values are ours.
    const values = [from, upTo, sqlArray(institutions.map(({ code }) => code)), sqlArray(institutions.map(({ prefix }) => prefix))];
    await admin.query(SOURCE.replace(/\$(\d)/g, (_, i) => String(values[Number(i) - 1])));
    await admin.query('analyze past');
    await admin.query(FACTS);
    for (const statement of ROWS) await admin.query(statement);
    await admin.query('commit');
  }
  // What a system has that has grown over a year: tables cleaned and known, and nothing left to write from a moment ago.
  await admin.query('vacuum (analyze)');
  await admin.query('checkpoint');
}

const sqlArray = (texts) => `array[${texts.map((text) => `'${text}'`).join(', ')}]`;
