import { Admission, type AdmissionPolicy } from './admission';

const POLICY: AdmissionPolicy = { insideMsMax: 1_000, insideIgnored: 2, stalledMsMax: 5_000, unplannedMsMax: 3_000, unplannedIgnored: 10, unplannedMax: 1_000 };

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
    leave();
    expect(admission.waitSeconds(1_001)).toBe(0);
    expect(admission.count).toBe(2);
  });

  it('closes when what is stored waits too long for a worker', () => {
    const admission = new Admission(POLICY);
    admission.noteBacklog({ unplanned: 500, medianAgeMs: 3_000, workers: 2 });
    expect(admission.waitSeconds(0)).toBe(0);
    admission.noteBacklog({ unplanned: 500, medianAgeMs: 6_001, workers: 2 });
    expect(admission.waitSeconds(0)).toBe(4);
    admission.noteBacklog({ unplanned: 0, medianAgeMs: 0, workers: 2 });
    expect(admission.waitSeconds(0)).toBe(0);
  });

  it('writes reports down while no worker lives, up to a bound; a few old stragglers are no overload', () => {
    const admission = new Admission(POLICY);
    admission.noteBacklog({ unplanned: 999, medianAgeMs: 600_000, workers: 0 });
    expect(admission.waitSeconds(0)).toBe(0);
    admission.noteBacklog({ unplanned: 1_000, medianAgeMs: 600_000, workers: 0 });
    expect(admission.waitSeconds(0)).toBe(30);
    admission.noteBacklog({ unplanned: 10, medianAgeMs: 600_000, workers: 1 });
    expect(admission.waitSeconds(0)).toBe(0);
  });
});
