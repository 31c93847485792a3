import type { Fact } from '#domain';
import type { FactHandler, StreamLogger } from '../fact-stream.port';
import { backOff } from './backoff';
import { isTransientFault } from './transient-fault';

/** How often a single fact is tried before it is put aside, when the fault is not a transient one. */
export const TRIES_PER_FACT = 5;

export interface Delivery {
  readonly handler: FactHandler;
  /** Puts a fact aside with its reason (dead_letters). Rejects when it could not be written; it is then tried again. */
  readonly bury: (fact: Fact, reason: string) => Promise<void>;
  /** Whether database and broker answer now: a fault that comes while they do not is a transient one, whatever it looks like. */
  readonly reachable: () => Promise<boolean>;
  /** Aborted when this reader may no longer deliver (lock lost, closing). */
  readonly signal: AbortSignal;
  readonly logger: StreamLogger;
}

/** `handled`: every fact was handled or buried. `stopped`: the signal came first; some facts may have been handled, all will come again. */
export type DeliveryOutcome = 'handled' | 'stopped';

/**
 * Delivers facts of one partition, in order, however often it takes: the whole batch first (twice, and for ever while the fault is
 * transient), then fact by fact, so that one poisonous fact costs nobody else more than a moment.
 */
export async function deliverFacts(facts: readonly Fact[], delivery: Delivery): Promise<DeliveryOutcome> {
  const batch = await insist(facts, facts.length > 1 ? 2 : TRIES_PER_FACT, delivery);
  if (batch.outcome !== 'faulty') return batch.outcome;
  const [only, ...others] = facts;
  if (only && others.length === 0) return putAside(only, batch.fault, delivery);
  for (const fact of facts) {
    const alone = await insist([fact], TRIES_PER_FACT, delivery);
    const outcome = alone.outcome === 'faulty' ? await putAside(fact, alone.fault, delivery) : alone.outcome;
    if (outcome === 'stopped') return 'stopped';
  }
  return 'handled';
}

async function insist(facts: readonly Fact[], triesMax: number, delivery: Delivery): Promise<{ outcome: DeliveryOutcome } | { outcome: 'faulty'; fault: unknown }> {
  for (let failures = 0, lasting = 0; !delivery.signal.aborted; ) {
    try {
      await delivery.handler(facts);
      return { outcome: 'handled' };
    } catch (fault) {
      failures += 1;
      const transient = isTransientFault(fault) || !(await delivery.reachable());
      if (!transient) lasting += 1;
      delivery.logger.warn({ err: fault, ...named(facts), failures, transient }, 'a reader of facts failed');
      if (lasting >= triesMax) return { outcome: 'faulty', fault };
      await backOff(failures, delivery.signal);
    }
  }
  return { outcome: 'stopped' };
}

async function putAside(fact: Fact, fault: unknown, delivery: Delivery): Promise<DeliveryOutcome> {
  for (let failures = 1; !delivery.signal.aborted; failures += 1) {
    try {
      await delivery.bury(fact, reasonOf(fault));
      delivery.logger.error({ err: fault, ...named([fact]) }, 'a fact could not be handled and was put into dead_letters');
      return 'handled';
    } catch (burial) {
      delivery.logger.warn({ err: burial, ...named([fact]) }, 'dead_letters could not be written, trying again');
      await backOff(failures, delivery.signal);
    }
  }
  return 'stopped';
}

function named(facts: readonly Fact[]): object {
  return { facts: facts.length, incidentId: facts[0]?.incidentId, seq: facts[0]?.seq };
}

const REASON_LENGTH_MAX = 2_000;

/** A fault in words for a person who looks at dead letters. */
export function reasonOf(fault: unknown): string {
  const words = fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
  return words.slice(0, REASON_LENGTH_MAX);
}
