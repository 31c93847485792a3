import { Admission, type AdmissionPolicy } from './admission';

const POLICY: AdmissionPolicy = { insideMsMax: 1_000, insideIgnored: 2, stalledMsMax: 5_000, visitMsMax: 60_000, undispatchedMsMax: 3_000, undispatchedIgnored: 10, undispatchedMax: 1_000 };

const SERVED: AdmissionPolicy = { ...POLICY, insideMsMax: 500, insideIgnored: 32 };
const COMMIT_MAX = 64;
const COMMIT_MS = 20;

/** A door before a house that takes up to 64 reports at a time, each commit a little dear and the rest by the head. */
function storm({ perSecond, capacityPerSecond, seconds, admission = new Admission(SERVED), fromMs = 0 }: { perSecond: number; capacityPerSecond: number; seconds: number; admission?: Admission; fromMs?: number }) {
  const waiting: { readonly sinceMs: number; readonly leave: (thenMs: number) => void }[] = [];
  const waits: number[] = [];
  let [refused, underWay, freeMs]: [number, typeof waiting, number] = [0, [], fromMs];
  for (let ms = fromMs, sent = 0; ms < fromMs + seconds * 1_000 || waiting.length + underWay.length > 0; ms += 1) {
    if (ms >= freeMs) {
      for (const { sinceMs, leave } of underWay) waits.push(ms - sinceMs), leave(ms);
      underWay = waiting.splice(0, COMMIT_MAX);
      freeMs = ms + (underWay.length > 0 ? COMMIT_MS + (underWay.length * 1_000) / capacityPerSecond * (1 - COMMIT_MS / 1_000) : 0);
    }
    for (; ms < fromMs + seconds * 1_000 && sent < ((ms - fromMs) * perSecond) / 1_000; sent += 1) {
      if (admission.waitSeconds(ms) > 0) refused += 1;
      else waiting.push({ sinceMs: ms, leave: admission.enter(ms) });
    }
  }
  return { waits, refused, answeredPerSecond: waits.length / seconds };
}

describe('admission at the door', () => {
  it('lets everybody in while nobody waits long, however many there are', () => {
    const admission = new Admission(POLICY);
    for (let i = 0; i < 5_000; i += 1) admission.enter(0);
    expect(admission.waitSeconds(1_000)).toBe(0);
  });

  it('closes when the oldest one inside has waited too long, and opens at once when it has been answered', () => {
    const admission = new Admission(POLICY);
    const leave = admission.enter(0);
    admission.enter(900);
    expect(admission.waitSeconds(5_000)).toBe(0);
    expect(admission.waitSeconds(5_001)).toBe(3);
    admission.enter(950);
    expect(admission.waitSeconds(1_001)).toBe(1);
    leave(1_001);
    expect(admission.waitSeconds(1_001)).toBe(0);
    expect(admission.count).toBe(2);
  });

  it('one that is stuck holds up nobody while others are answered', () => {
    const admission = new Admission(POLICY);
    admission.enter(0);
    for (let ms = 0; ms <= 20_000; ms += 1_000) {
      expect(admission.waitSeconds(ms)).toBe(0);
      admission.enter(ms)(ms + 100);
    }
    expect(admission.waitSeconds(25_101)).toBe(13);
  });

  it('one that never leaves is forgotten after a while: a door must not stay shut for ever', () => {
    const admission = new Admission(POLICY);
    const leaves = Array.from({ length: 100 }, () => admission.enter(0));
    expect(admission.waitSeconds(60_000)).toBe(30);
    expect(admission.waitSeconds(60_001)).toBe(0);
    expect(admission.count).toBe(0);
    for (const leave of leaves) leave(60_002);
    expect(admission.waitSeconds(60_003)).toBe(0);
  });

  it('three times what can be done, for a minute: those let in wait no longer than promised, and as many are answered as can be', () => {
    const { waits, answeredPerSecond, refused } = storm({ perSecond: 300, capacityPerSecond: 100, seconds: 60 });
    expect(refused).toBeGreaterThan(10_000);
    expect(answeredPerSecond).toBeGreaterThan(90);
    waits.sort((a, b) => a - b);
    expect(waits[Math.floor(waits.length * 0.5)]).toBeLessThan(700);
    expect(waits[Math.floor(waits.length * 0.97)]).toBeLessThan(1_500);
  });

  it('a pace known from worse times closes the door to no crowd that can be served', () => {
    const admission = new Admission(SERVED);
    storm({ perSecond: 50, capacityPerSecond: 1, seconds: 20, admission });
    const { answeredPerSecond } = storm({ perSecond: 300, capacityPerSecond: 100, seconds: 30, admission, fromMs: 100_000 });
    expect(answeredPerSecond).toBeGreaterThan(90);
  });

  it('closes when what is stored waits too long for a worker', () => {
    const admission = new Admission(POLICY);
    admission.noteBacklog({ undispatched: 500, medianAgeMs: 3_000, workers: 2 });
    expect(admission.waitSeconds(0)).toBe(0);
    admission.noteBacklog({ undispatched: 500, medianAgeMs: 6_001, workers: 2 });
    expect(admission.waitSeconds(0)).toBe(4);
    admission.noteBacklog({ undispatched: 0, medianAgeMs: 0, workers: 2 });
    expect(admission.waitSeconds(0)).toBe(0);
  });

  it('writes reports down while no worker lives, up to a bound; a few old stragglers are no overload', () => {
    const admission = new Admission(POLICY);
    admission.noteBacklog({ undispatched: 999, medianAgeMs: 600_000, workers: 0 });
    expect(admission.waitSeconds(0)).toBe(0);
    admission.noteBacklog({ undispatched: 1_000, medianAgeMs: 600_000, workers: 0 });
    expect(admission.waitSeconds(0)).toBe(30);
    admission.noteBacklog({ undispatched: 10, medianAgeMs: 600_000, workers: 1 });
    expect(admission.waitSeconds(0)).toBe(0);
  });
});
