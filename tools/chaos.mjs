/** `npm run chaos -- --minutes N`: see chaos/chaos-command.mjs, which is loaded only when this Node can run it. */
import './node-version.mjs';

const { chaosCommand } = await import('./chaos/chaos-command.mjs');
process.exitCode = await chaosCommand(process.argv.slice(2));
// Sockets of a client library may linger; the run is over.
process.stdout.write('', () => process.exit());
