/** `npm start`: see start-command.mjs, which is loaded only when this Node can run it. */
import './node-version.mjs';

const { startCommand } = await import('./start-command.mjs');
await startCommand(process.argv.slice(2));
