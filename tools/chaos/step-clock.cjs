/** Preloaded (NODE_OPTIONS=--require) into one process of a drill: the wall clock is off by what the file CLOCK_STEP_FILE says, in ms. */
const { readFileSync } = require('node:fs');

const file = process.env.CLOCK_STEP_FILE;
const RealDate = Date;
let stepMs = 0;
const look = () => {
  try {
    stepMs = Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    stepMs = 0;
  }
};
if (file) {
  look();
  setInterval(look, 50).unref();
  globalThis.Date = class Date extends RealDate {
    constructor(...args) {
      if (args.length === 0) super(RealDate.now() + stepMs);
      else super(...args);
    }

    static now() {
      return RealDate.now() + stepMs;
    }
  };
}
