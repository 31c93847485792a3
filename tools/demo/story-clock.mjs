const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Story time: real time since entry, times the speed. */
export class StoryClock {
  constructor(speed) {
    this.speed = speed;
    this.enteredMs = undefined;
  }

  /** The mark T+00:00: the moment of entry by the server's clock. */
  enter(iso) {
    this.enteredMs = Date.parse(iso);
  }

  realMs(iso) {
    return Date.parse(iso) - this.enteredMs;
  }

  storyMs(realMs) {
    return Math.round(realMs * this.speed);
  }

  /** "T+09:00" in story time. */
  mark(iso) {
    return `T+${minutesAndSeconds(this.storyMs(Math.max(0, this.realMs(iso))))}`;
  }
}

export function minutesAndSeconds(ms) {
  const two = (number) => String(number).padStart(2, '0');
  return `${two(Math.floor(ms / MINUTE_MS))}:${two(Math.floor((ms % MINUTE_MS) / SECOND_MS))}`;
}
