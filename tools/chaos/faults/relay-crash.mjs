import { dieAt } from './crash-points.mjs';

/** The relay dies after the broker has taken a batch and before the cursor is saved: the batch is published twice. */
export default {
  name: 'relay-crash',
  breaks: '转发器在发布之后、记位之前被杀 · the relay dies between publish and mark',
  expects: 'duplicates are harmless',
  heals: 'another worker\'s relay goes on from the cursor',
  streams: ['kafka'],
  run: (world, dice) => dieAt(world, 'relay_published', dice.whole(1, 5)),
};
