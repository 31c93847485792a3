import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningSystem, startSystem } from '../../tools/system.mjs';

/** A whole system with a data folder that outlives a restart. */
export class DemoSystem {
  private dataDir: string | undefined;
  private running: RunningSystem | undefined;

  constructor(private readonly clockSpeed: number, private readonly kafka: boolean) {}

  get system(): RunningSystem {
    if (!this.running) throw new Error('the system runs from start on');
    return this.running;
  }

  /** What the demo must be told to play here. */
  get address(): string[] {
    const speed = String(this.clockSpeed);
    return ['--url', this.system.url, '--simulator-url', this.system.simulatorUrl, '--clock-speed', speed, '--speed', speed];
  }

  async start(): Promise<void> {
    this.dataDir ??= mkdtempSync(join(tmpdir(), 'demo-system-'));
    // The embedded database may run as another user than we do.
    chmodSync(this.dataDir, 0o711);
    const env = { DATABASE_URL: undefined, SIMULATOR_PORT: undefined, WORKER_PORT: undefined, ...(this.kafka ? {} : { KAFKA_BROKERS: undefined }) };
    this.running = await startSystem({ dataDir: this.dataDir, port: 0, clockSpeed: this.clockSpeed, kafka: this.kafka, env });
  }

  /** Ends everything and starts it again on the same data and addresses. */
  async restart(): Promise<void> {
    await this.system.stop();
    await this.start();
  }

  async remove(): Promise<void> {
    await this.running?.stop();
    if (this.dataDir) rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Per instruction of the simulated banks: how often it took effect in their own books. */
  async effects(): Promise<number[]> {
    const response = await fetch(`${this.system.simulatorUrl}/simulator/books`);
    const { institutions } = (await response.json()) as { institutions: { instructions: { effects: number }[] }[] };
    return institutions.flatMap(({ instructions }) => instructions.map(({ effects }) => effects));
  }
}
