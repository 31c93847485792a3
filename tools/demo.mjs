/** `npm run demo -- <scenario>`: see demo/demo-command.mjs, which is loaded only when this Node can run it. */
import './node-version.mjs';

const { demoCommand } = await import('./demo/demo-command.mjs');
process.exitCode = await demoCommand(process.argv.slice(2));
// Sockets of a client library may linger; the story is over.
process.stdout.write('', () => process.exit());
