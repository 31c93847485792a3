/** Imported first, before anything that an older Node could not even load. */
const least = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < least[0] || (major === least[0] && minor < least[1])) {
  console.error(`需要 Node.js ${least.join('.')} 或更新版本，当前为 ${process.version}：请从 https://nodejs.org 升级。`);
  console.error(`Node.js ${least.join('.')} or newer is needed, this is ${process.version}: please upgrade from https://nodejs.org.`);
  process.exit(1);
}
