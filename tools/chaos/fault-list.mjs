import bankNetwork from './faults/bank-network.mjs';
import brokerAway from './faults/broker-away.mjs';
import callbackDoor from './faults/callback-door.mjs';
import clockStep from './faults/clock-step.mjs';
import consoleStorm from './faults/console-storm.mjs';
import crashPoints from './faults/crash-points.mjs';
import deadBank from './faults/dead-bank.mjs';
import diskFull from './faults/disk-full.mjs';
import heldSnapshot from './faults/held-snapshot.mjs';
import killBackend from './faults/kill-backend.mjs';
import killPostgres from './faults/kill-postgres.mjs';
import killWorker from './faults/kill-worker.mjs';
import lyingBank from './faults/lying-bank.mjs';
import overload from './faults/overload.mjs';
import partitionedWorker from './faults/partitioned-worker.mjs';
import poisonRecord from './faults/poison-record.mjs';
import rebalance from './faults/rebalance.mjs';
import relayCrash from './faults/relay-crash.mjs';

/**
 * Every fault, by hand. Each says what it breaks, what is expected and how it heals. `streams` leaves it to one of the rails;
 * `inShort` says on which rails CI makes it (both when absent; none keeps it for the long form); `absent` says why it cannot be made on this machine.
 */
export const FAULTS = [
  killWorker, crashPoints, killBackend, killPostgres, heldSnapshot, diskFull, bankNetwork, lyingBank, deadBank, callbackDoor, partitionedWorker, rebalance,
  brokerAway, poisonRecord, relayCrash, consoleStorm, overload, clockStep,
];
