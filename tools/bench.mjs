/** `npm run bench -- [options]`: see bench/bench-command.mjs, which is loaded only when this Node can run it. */
import './node-version.mjs';

const { benchCommand } = await import('./bench/bench-command.mjs');
process.exitCode = await benchCommand(process.argv.slice(2));
// Keep-alive sockets of the clients may linger; the measuring is over.
process.stdout.write('', () => process.exit());
