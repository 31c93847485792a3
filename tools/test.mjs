/** `npm test`: see test-command.mjs, which is loaded only when this Node can run it. */
import './node-version.mjs';

const { testCommand } = await import('./test-command.mjs');
process.exitCode = await testCommand(process.argv.slice(2));
