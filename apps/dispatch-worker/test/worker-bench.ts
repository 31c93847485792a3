import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { answerCodesFrom, balances, DEFAULT_APPROVAL_POLICY, DEFAULT_CHASE_POLICY, DEFAULT_CLOCK_POLICY, DEFAULT_DELIVERY_POLICY, DEFAULT_ESCALATION_POLICY, DEFAULT_HOLD_POLICY, DEFAULT_RETURN_POLICY, type MeasureKind, type QueryKind } from '#domain';
import { applicationDataSource, INBOUND_COLUMNS, insertBatch, Ledger, MEASURE_REQUEST_COLUMNS, moneyOfRow, PROTECTIVE_RELEASE_COLUMNS, PROTECTIVE_STOP_COLUMNS, QUERY_REQUEST_COLUMNS, SystemClock, UuidV7IdSource } from '#ledger';
import { freshDatabase, type FreshDatabase } from '../../../test/infrastructure';
import type { WorkerConfiguration } from '../src/configuration/configuration';
import { WorkerLog } from '../src/worker-log';
import { WorkerLoops } from '../src/worker-loops';
import { wireWorker, type WorkerParts } from '../src/worker-parts';
import { ScriptedBank } from './scripted-bank';
import { BANK, writeReport, type Paid } from './write-report';

export { BANK, type Paid };

export const OTHER_BANK = '999010000002';
/** Nobody listens at its address. */
export const CLOSED_BANK = '999010000003';
const PATH = '370000000000/370800000000/370832000000/';

export interface InstructionSeen { id: string; kind: string; state: string; account_number: string; institution_code: string; send_count: number; query_count: number; needs_human: boolean; sent_at: Date | null; answered_at: Date | null; controlled_fen: string | null; refusal: string | null; lease_owner: number | null; due_at: Date | null; version: number }
export interface HoldSeen { id: string; instruction_id: string; transfer_id: string; measure_id: string | null; kind: string; state: string; controlled_fen: string; allocated_fen: string; since: Date; until: Date; extensions: number; stop_no: number; queue_position: number | null }
export interface FactSeen { seq: number; type: string; data: Record<string, unknown>; actor: string; tx: string; traceparent: string | null }
export type Policies = Partial<WorkerConfiguration['policies']>;

/** Short pauses, so that the worker's patience fits into a test. */
export const HASTY = { retryDelaysMs: [20, 40], giveUpAfterMs: 400, uncertainQueryDelaysMs: [20, 40], waitingQueryDelaysMs: [60_000], queuedQueryDelaysMs: [60_000] };

/** A real database, a bank behind real HTTP, any number of workers; reports are written through the books as the api writes them. */
export class WorkerBench {
  readonly bank = new ScriptedBank();
  readonly faults: string[] = [];
  private readonly workers: { parts: WorkerParts; loops: WorkerLoops }[] = [];
  private readonly ids = new UuidV7IdSource();
  private database!: FreshDatabase;
  private dataSource!: DataSource;
  private listener!: Client;
  private readonly onFacts = new Set<() => void>();
  ledger!: Ledger;
  bankUrl = '';
  bankDoorUrl = 'http://127.0.0.1:1'; // where the banks call back, once a test opens a door there
  /** Keys of the organs' seals, none unless a test gives some before its workers start. */
  sealKeys: WorkerConfiguration['sealKeys'] = new Map();

  get databaseUrl(): string {
    return this.database.url;
  }

  async open(): Promise<void> {
    this.bankUrl = await this.bank.open();
    this.database = await freshDatabase();
    this.dataSource = applicationDataSource({ url: this.database.url, poolSizeMax: 5, applicationName: 'bench' });
    await this.dataSource.initialize();
    this.ledger = new Ledger(this.dataSource, new SystemClock());
    await this.ledger.sql.rows("insert into organs values ('370832000000', '梁山县局', 'county', $1)", [PATH]);
    await this.institution(BANK, `${this.bankUrl}/banks/${BANK}`, ['62220']);
    await this.institution(OTHER_BANK, `${this.bankUrl}/banks/${OTHER_BANK}`, ['62221']);
    await this.institution(CLOSED_BANK, 'http://127.0.0.1:9', ['62229']);
    this.listener = new Client({ connectionString: this.database.url });
    await this.listener.connect();
    await this.listener.query('listen facts');
    this.listener.on('notification', () => { for (const look of this.onFacts) look(); });
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map(({ loops }) => loops.close()));
    await this.listener.end();
    await this.dataSource.destroy();
    await this.database.drop();
    await this.bank.close();
  }

  configuration(policies: Policies = {}): WorkerConfiguration {
    const keys = new Map([BANK, OTHER_BANK, CLOSED_BANK].map((code) => [code, this.bank.keys]));
    return {
      databaseUrl: this.database.url, kafkaBrokers: null, host: '127.0.0.1', port: 0, bankDoorUrl: this.bankDoorUrl, keysByInstitution: keys, sealKeys: this.sealKeys, logLevel: 'silent', answerCodes: answerCodesFrom(undefined, (path) => readFileSync(path, 'utf8'), []),
      policies: { delivery: { ...DEFAULT_DELIVERY_POLICY, ...HASTY }, chase: DEFAULT_CHASE_POLICY, hold: DEFAULT_HOLD_POLICY, escalation: DEFAULT_ESCALATION_POLICY, approval: DEFAULT_APPROVAL_POLICY, returns: DEFAULT_RETURN_POLICY, clock: DEFAULT_CLOCK_POLICY, ...policies },
    };
  }

  /** Ends the worker that was started last, as a restart does. */
  async endLastWorker(): Promise<void> {
    await this.workers.pop()?.loops.close();
  }

  async worker(policies: Policies = {}): Promise<WorkerParts> {
    const parts = wireWorker(this.configuration(policies), new WorkerLog('silent'));
    const loops = new WorkerLoops({ ...parts, onFault: (what, fault) => void this.faults.push(`${what}: ${String(fault)}`) });
    await loops.open();
    this.workers.push({ parts, loops });
    return parts;
  }

  report(...paid: Paid[]): Promise<string> {
    return writeReport(this.ledger, this.ids, PATH, paid);
  }

  /** Stores an answer as the api's doors do. */
  async inbound(source: 'callback' | 'hand' | 'override', instructionId: string | null, raw: string | Buffer, institutionCode = BANK): Promise<string> {
    const id = this.ids.next();
    const now = new Date();
    await this.ledger.transact(async (sql) => {
      await insertBatch(sql, 'inbound_answers', INBOUND_COLUMNS, [{ id, institution_code: institutionCode, instruction_id: instructionId, source, actor: source === 'hand' ? 'clerk.li' : source === 'override' ? 'zhao' : `institution:${institutionCode}`, received_at: now, content_type: 'application/json', raw: Buffer.from(raw), due_at: now }]);
      await sql.rows("select pg_notify('inbound', '')");
    });
    return id;
  }

  /** A commander states what is true of an instruction, as the api stores it once it is permitted. */
  override(instructionId: string, stated: object): Promise<string> {
    return this.inbound('override', instructionId, JSON.stringify({ reason: '柜面核实', source: '石桥银行王经理 电话', byName: '赵局', ...stated }));
  }

  /** A person decides to spend the account's last stop, as the api writes it. */
  async allowSecondStop(incidentId: string): Promise<void> {
    await this.ledger.commit([incidentId], async (transaction) => {
      const [row] = await transaction.sql.rows<{ id: string }>('update transfers set second_stop_allowed = true, needs_plan = true where incident_id = $1 returning id', [incidentId]);
      transaction.append({ incidentId, type: 'transfer.second_stop_allowed', actor: 'wang', data: { transferId: row?.id ?? '', reason: 'money is still there' } }, null);
    });
  }

  /** A person asks for a measure on the incident's hold, as the api writes it once it is permitted. */
  async askMeasure(incidentId: string, kind: MeasureKind, amountFen: number, state = 'in_force'): Promise<HoldSeen> {
    const hold = await this.until(`a hold is ${state}`, async () => (await this.holds(incidentId)).find((one) => one.state === state));
    const id = this.ids.next();
    const terms = { reason: '材料未齐', approverName: '赵局', approverLevel: 'county' as const };
    await this.ledger.commit([incidentId], async (transaction) => {
      await insertBatch(transaction.sql, 'measure_requests', MEASURE_REQUEST_COLUMNS, [{ id, incident_id: incidentId, hold_id: hold.id, kind, params: { ...terms, caseNumber: 'A370832' }, amount_fen: amountFen, requested_by: 'wang', organ_code: '370832000000', needs_plan: true }]);
      transaction.append({ incidentId, type: 'measure.requested', actor: 'wang', data: { requestId: id, holdId: hold.id, transferId: hold.transfer_id, kind, amountFen, ...terms } }, null);
    });
    return hold;
  }

  /** A person asks about the account of the incident's first transfer, as the api writes it once it is permitted. */
  async askQuery(incidentId: string, kind: QueryKind): Promise<void> {
    const id = this.ids.next();
    await this.ledger.commit([incidentId], async (transaction) => {
      const [row] = await transaction.sql.rows<{ id: string }>('select id from transfers where incident_id = $1 order by layer, id limit 1', [incidentId]);
      const transferId = row?.id ?? '';
      await insertBatch(transaction.sql, 'query_requests', QUERY_REQUEST_COLUMNS, [{ id, incident_id: incidentId, transfer_id: transferId, kind, reason: null, requested_by: 'wang', needs_plan: true }]);
      transaction.append({ incidentId, type: 'query.requested', actor: 'wang', data: { requestId: id, transferId, kind, reason: null } }, null);
    });
  }

  /** A person asks for a protective stop of the victim's own card, as the api writes it once it is permitted. */
  async protect(incidentId: string, accountNumber: string): Promise<string> {
    const id = this.ids.next();
    const consent = { by: '王芳', means: 'phone' as const, at: '2026-11-24T12:00:00.000Z' };
    await this.ledger.commit([incidentId], async (transaction) => {
      await insertBatch(transaction.sql, 'protective_stops', PROTECTIVE_STOP_COLUMNS, [{
        id, incident_id: incidentId, institution_code: BANK, account_number: accountNumber, account_kind: 'card', holder_name: '王芳', consent_by: consent.by, consent_means: consent.means, consented_at: consent.at,
        reason: '仍被远程控制', requested_by: 'wang', requested_at: transaction.at, organ_code: '370832000000', needs_plan: true,
      }]);
      transaction.append({ incidentId, type: 'protection.requested', actor: 'wang', data: { protectiveStopId: id, institutionCode: BANK, accountNumber, consent, reason: '仍被远程控制' } }, null);
    });
    return id;
  }

  /** The victim wants the card back. */
  async unprotect(incidentId: string, protectiveStopId: string): Promise<void> {
    await this.ledger.commit([incidentId], async (transaction) => {
      const [card] = await transaction.sql.rows<{ account_number: string }>('select account_number from protective_stops where id = $1', [protectiveStopId]);
      await insertBatch(transaction.sql, 'protective_releases', PROTECTIVE_RELEASE_COLUMNS, [{ id: this.ids.next(), protective_stop_id: protectiveStopId, incident_id: incidentId, reason: '已脱离控制', requested_by: 'wang', requested_at: transaction.at, needs_plan: true }]);
      transaction.append({ incidentId, type: 'protection.release_requested', actor: 'wang', data: { protectiveStopId, institutionCode: BANK, accountNumber: card?.account_number ?? '', reason: '已脱离控制' } }, null);
    });
  }

  /** What the institutions can do from now on; the worker reads its register when it opens. */
  async capable(...capabilities: string[]): Promise<void> {
    await this.ledger.sql.rows('update institutions set capabilities = $1', [capabilities]);
  }

  /** A leader decides on an instruction, as the api writes it once it is permitted. */
  async decide(incidentId: string, instructionId: string, approves: boolean): Promise<void> {
    await this.ledger.commit([incidentId], async (transaction) => {
      const [row] = await transaction.sql.rows<{ need: string; transfer_id: string; institution_code: string }>(
        `update instruction_approvals a set state = $2, decided_by = 'li', decided_name = '李局', decided_at = $3, to_apply = a.need = 'before' or not $4
         from instructions i where a.instruction_id = $1 and i.id = a.instruction_id returning a.need, i.transfer_id, i.institution_code`, [instructionId, approves ? 'approved' : 'refused', transaction.at, approves]);
      const told = { instructionId, transferId: row?.transfer_id ?? '', institutionCode: row?.institution_code ?? '', state: 'planned' as const, approverName: '李局' };
      if (approves) transaction.append({ incidentId, type: 'instruction.approved', actor: 'li', data: { ...told, note: '' } }, null);
      else transaction.append({ incidentId, type: 'instruction.approval_refused', actor: 'li', data: { ...told, reason: '证据不足' } }, null);
    });
  }

  holds(incidentId: string): Promise<HoldSeen[]> {
    return this.ledger.sql.rows<HoldSeen>('select * from holds where incident_id = $1 order by since, id', [incidentId]);
  }

  /** Waits until `look` gives something, looking at once, at every commit of facts and at every message to the bank. */
  async until<Found>(what: string, look: () => Promise<Found | undefined | false>, limitMs = 15_000): Promise<Found> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      let wake = (): void => undefined;
      const heard = new Promise<void>((resolve) => { wake = resolve; });
      this.onFacts.add(wake);
      try {
        const found = await look();
        if (found !== undefined && found !== false) return found;
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<void>((resolve) => { timer = setTimeout(resolve, 200); });
        await Promise.race([heard, late, this.bank.next()]);
        clearTimeout(timer);
      } finally {
        this.onFacts.delete(wake);
      }
      if (Date.now() > deadline) throw new Error(`waited ${limitMs} ms in vain until ${what}; last faults: ${this.faults.slice(-3).join(' | ')}`);
    }
  }

  instructions(incidentId: string): Promise<InstructionSeen[]> {
    return this.ledger.sql.rows<InstructionSeen>('select * from instructions where incident_id = $1 order by id', [incidentId]);
  }

  facts(incidentId: string): Promise<FactSeen[]> {
    return this.ledger.sql.rows<FactSeen>('select seq, type, data, actor, tx::text as tx, traceparent from journal where incident_id = $1 order by seq', [incidentId]);
  }

  async untilState(incidentId: string, accountNumber: string, ...states: string[]): Promise<InstructionSeen> {
    return this.until(`${accountNumber} is ${states.join(' or ')}`, async () => (await this.instructions(incidentId)).find((one) => one.account_number === accountNumber && states.includes(one.state)));
  }

  async head(incidentId: string): Promise<{ money: ReturnType<typeof moneyOfRow>; state: string; level: string; human_tasks: number; open_instructions: number; uncertain_instructions: number; stopped_at: Date | null; watch_at: Date | null }> {
    const [row] = await this.ledger.sql.rows<Parameters<typeof moneyOfRow>[0] & { state: string; level: string; human_tasks: number; open_instructions: number; uncertain_instructions: number; stopped_at: Date | null; watch_at: Date | null }>('select * from incidents where id = $1', [incidentId]);
    if (!row) throw new Error('no such incident');
    const money = moneyOfRow(row);
    if (!balances(money)) throw new Error('the money does not balance');
    return { ...row, money };
  }

  private async institution(code: string, baseUrl: string, binPrefixes: string[]): Promise<void> {
    await this.ledger.sql.rows("insert into institutions (code, name_zh, name_en, kind, protocol, base_url, bin_prefixes, deadline_ms, concurrency_max) values ($1, $1, $1, 'bank', 'rest-json', $2, $3, 300, 8)", [code, baseUrl, binPrefixes]);
  }
}
