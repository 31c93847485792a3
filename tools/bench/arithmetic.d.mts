/** Types of arithmetic.mjs; what each does is said where it is written. */
export interface AccountTold { prefix: string; layersLeft: number; serial: number; transfer: number }
export interface Percentiles { p50: number | null; p95: number | null; p99: number | null; p999: number | null; max: number | null }
export interface Audit { lost: number; duplicated: number; unfinished: number; strangers: number }
export interface Summary { rounds: number; systems: Record<string, object>; ratios: Record<'committed' | 'toBank' | 'toPush', { p50: number | null; p99: number | null }> | null }
export interface BenchOptions { rates: number[]; seconds: number; rounds: number; accounts: number; layers: number; sockets: number; past: number; systems: string[] }
type Histogram = object;

export function benchInstitutions(): { code: string; prefix: string }[];
export function luhnDigit(digits: string): string;
export function accountNumber(told: AccountTold): string;
export function readAccountNumber(number: string): AccountTold | undefined;
export function readBenchArguments(args: readonly string[]): BenchOptions;
export function dueTimes(plan: { fromMs: number; rate: number; seconds: number }): number[];
export function auditRun(ledgers: { accepted: readonly string[]; perIncident: number; instructions: readonly object[]; ledger: readonly object[] }): Audit;
export function joinMoments(seen: { reports: readonly object[]; pushes: readonly object[]; ledger: readonly object[]; heard?: ReadonlyMap<string, number[]> }): Record<string, number[]>;
export function histogramOf(milliseconds: readonly number[]): Histogram;
export function merge(histograms: readonly Histogram[]): Histogram;
export function percentilesOf(histogram: Histogram): Percentiles;
export function carries(line: object): boolean;
export function climb(measure: (rate: number) => Promise<object>): Promise<number>;
export function summarise(runs: readonly { line: object; histograms: Record<string, Histogram> }[]): Summary;
export function describeSummary(summary: Summary, chosen: object): string;
