const LIAR = '999010000002';
/** Without `too_much`: a bank that signs a false "done" about its own books cannot be told from an honest one from outside. */
const LIES = ['other_instruction', 'unknown_code', 'unsigned', 'garbage', 'accepted_forever'];

/** A bank whose answers must not be believed: about another instruction, unsigned, garbage; and one that answers many times. */
export default {
  name: 'lying-bank',
  inShort: ['embedded'],
  breaks: '银行乱答：答非所问、无签名、乱码、重复回调 · a bank that lies, and one that answers again and again',
  expects: 'never "stopped" without a stop; repeated answers change nothing',
  heals: 'the bank is honest again, its clerks answer what was left',
  async run(world, dice) {
    try {
      await world.banks.temper(LIAR, { kind: 'lying', delayMs: 10, seed: dice.whole(0, 1_000_000), lies: LIES });
      for (let i = 0; i < 12; i += 1) void world.load.send(LIAR);
      await world.pause(world.short ? 2_000 : 15_000);
      await world.banks.temper(LIAR, { kind: 'duplicate_callbacks', delayMs: 100, copies: 5 });
      for (let i = 0; i < 5; i += 1) void world.load.send(LIAR);
      await world.pause(world.short ? 1_500 : 10_000);
    } finally {
      await world.banks.temper(LIAR);
    }
  },
};
