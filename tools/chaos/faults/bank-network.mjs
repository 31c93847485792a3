import { VICTIM_BANK } from '../open-world.mjs';

const WEATHERS = ['refuse', 'reset', 'half_open', 'slow', 'late', 'endless'];

/** The line to one bank: unreachable, reset, half open, a slow first byte, an answer after the deadline, a body that never ends. */
export default {
  name: 'bank-network',
  inShort: ['embedded'],
  breaks: '到一家银行的网络：不可达、复位、半开、迟缓、超时后才答、无尽报文 · the line to one bank in six bad weathers',
  expects: 'what was certainly not delivered is sent again under its id; everything else is uncertain and asked about',
  heals: 'the line is good again',
  async run(world, dice) {
    try {
      for (const weather of dice.shuffled(WEATHERS)) {
        if (weather === 'slow') await world.bankLine.set('slow', 1_500);
        else if (weather === 'late') await world.bankLine.set('slow', 7_000);
        else await world.bankLine.set(weather);
        for (let i = 0; i < 3; i += 1) void world.load.send(VICTIM_BANK);
        await world.pause(world.short ? 1_500 : dice.whole(3_000, 12_000));
        await world.bankLine.set('pass');
      }
    } finally {
      await world.bankLine.set('pass');
    }
  },
};
