/** `npm run zf -- <command>`: see command-line/run-command.mjs, which is loaded only when this Node can run it. */
import './node-version.mjs';

const { runCommand } = await import('./command-line/run-command.mjs');
process.exitCode = await runCommand(process.argv.slice(2));
// A socket of `watch` may linger; what was asked for is done.
process.stdout.write('', () => process.exit());
