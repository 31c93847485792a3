import type { DataSource } from 'typeorm';
import { openBankAdapters, type AdapterRegistry } from '#bank-adapters';
import { applicationDataSource, databaseTimeOf, Ledger, LedgerClock, UuidV7IdSource } from '#ledger';
import type { WorkerConfiguration } from './configuration/configuration';
import { Dispatcher } from './dispatch/dispatcher';
import type { RecordingTools } from './dispatch/recording-tools';
import { WorkerMetrics } from './health/worker-metrics';
import { InstitutionDirectory } from './institutions/institution-directory';
import { DEFAULT_GATE_POLICY, InstitutionGates } from './institutions/institution-gate';
import { Planner } from './planning/planner';
import type { PlanningTools } from './planning/planning-tools';
import { OfficerDirectory } from './sealing/officer-directory';
import { SealOffice } from './sealing/seal-office';
import { WorkerPresence } from './presence/worker-presence';
import type { WatchTools } from './watch/watch-incidents';
import type { WorkerLog } from './worker-log';

/** Everything a worker is made of, wired once. Reading this file is reading the worker's plan. */
export interface WorkerParts {
  readonly configuration: WorkerConfiguration;
  readonly log: WorkerLog;
  readonly dataSource: DataSource;
  readonly ledger: Ledger;
  readonly clock: LedgerClock;
  readonly directory: InstitutionDirectory;
  readonly officers: OfficerDirectory;
  readonly gates: InstitutionGates;
  readonly presence: WorkerPresence;
  readonly adapters: AdapterRegistry;
  readonly metrics: WorkerMetrics;
  readonly dispatcher: Dispatcher;
  readonly planner: Planner;
  readonly watch: WatchTools;
  /** Aborting it ends attempts that are under way, as silent. */
  readonly stopping: AbortController;
  /** Called when an inbound answer may wait. */
  readonly inbound: { wake: () => void };
  readonly onFault: (what: string, fault: unknown) => void;
}

const POOL_SIZE_MAX = 10;

export function wireWorker(configuration: WorkerConfiguration, log: WorkerLog): WorkerParts {
  const metrics = new WorkerMetrics();
  const onFault = (what: string, fault: unknown): void => {
    metrics.faulted(what);
    log.fault(what, fault);
  };
  const ids = new UuidV7IdSource();
  const dataSource = applicationDataSource({ url: configuration.databaseUrl, poolSizeMax: POOL_SIZE_MAX, applicationName: 'dispatch-worker' });
  const clock = new LedgerClock({
    policy: configuration.policies.clock, askDatabase: databaseTimeOf(dataSource), onFault: (fault) => onFault('asking the database for its time', fault),
    onStep: (what, stepMs) => onFault(`the database's clock jumped (${what})`, new Error(`${stepMs} ms`)),
  });
  metrics.watchClock(() => clock.deviation);
  const ledger = new Ledger(dataSource, clock);
  const directory = new InstitutionDirectory(dataSource, configuration.keysByInstitution);
  const gates = new InstitutionGates(DEFAULT_GATE_POLICY, () => performance.now());
  const inbound = { wake: (): void => undefined };
  const presence = new WorkerPresence(configuration.databaseUrl, {
    inbound: () => inbound.wake(),
    lost: (fault) => onFault('presence lost', fault),
    back: () => inbound.wake(),
  });
  const adapters = openBankAdapters(configuration.answerCodes);
  const stopping = new AbortController();
  const officers = new OfficerDirectory(ledger);
  const { approval } = configuration.policies;
  const seals = new SealOffice(configuration.sealKeys, officers, approval.seal);
  const planning: PlanningTools = {
    ids, hold: configuration.policies.hold, approval, seals, findInstitution: (code) => directory.find(code), workerNumber: () => presence.number,
  };
  const watch: WatchTools = { ids, policy: configuration.policies.escalation };
  const recording: RecordingTools = {
    ledger, planning, gates, watch, delivery: configuration.policies.delivery, chase: configuration.policies.chase, hold: configuration.policies.hold,
    institutionOfNumber: (number) => directory.findByAccountNumber(number)?.code, random: Math.random,
  };
  const dispatcher = new Dispatcher({
    ledger, clock, directory, gates, presence, recording, metrics, onFault,
    asking: { adapters, gates, bankDoorUrl: configuration.bankDoorUrl, clock, stopping: stopping.signal, seal: approval.seal },
  });
  const planner = new Planner(ledger, planning, watch, gates, (leased) => dispatcher.start(leased));
  return { configuration, log, dataSource, ledger, clock, directory, officers, gates, presence, adapters, metrics, dispatcher, planner, watch, stopping, inbound, onFault };
}
