/** The house's plan as data: which rooms there are, which arrows an import may follow, what may not be named how. */

/** Arrows of ARCHITECTURE.md. A room that is not listed does not exist; a new one starts with a line here. */
export const ARROWS = {
  'libs/domain': [],
  'libs/message-signature': [],
  'libs/electronic-seal': [],
  'libs/ledger': ['#domain'],
  'libs/fact-stream': ['#domain', '#ledger'],
  'libs/bank-adapters': ['#domain', '#message-signature', '#electronic-seal'],
  'apps/api': ['#domain', '#ledger', '#fact-stream', '#message-signature'],
  'apps/dispatch-worker': ['#domain', '#ledger', '#fact-stream', '#bank-adapters', '#electronic-seal'],
  'apps/bank-simulator': ['#message-signature', '#electronic-seal'],
  'apps/console': ['#domain'],
};

/** Rooms that may take only types through their arrows: nothing of them arrives in the browser. */
export const TYPE_ONLY_ROOMS = new Set(['apps/console']);

/** The room that imports nothing and knows no clock, chance, or surroundings. */
export const PURE_ROOM = 'libs/domain';

/** Every door, by the name it is imported under. */
export const DOORS = new Map(
  Object.keys(ARROWS)
    .filter((room) => room.startsWith('libs/'))
    .map((room) => [`#${room.slice('libs/'.length)}`, `${room}/src/index.ts`]),
);

/** Where code lies; documents lie in the root and in docs/. */
export const CODE_FOLDERS = ['apps', 'libs', 'test', 'tools'];
export const CODE_FILE = /\.(ts|tsx|mts|cts|mjs|cjs|js|jsx)$/;
export const DOCUMENTS = ['ARCHITECTURE.md', 'README.md'];

export const LINES_MAX = 250;
export const MEDIAN_LINES_MAX = 80;
export const FILES_PER_FOLDER_MAX = 25;

/** Files that may be longer than LINES_MAX, each with its reason. Data and generated files are not code and need no line. */
export const LONG_FILES = new Map([]);

export const NO_FOLDERS = new Set(['common', 'shared', 'core', 'utils', 'util', 'helpers', 'helper', 'base', 'misc']);
/** Names that say nothing about what is inside. */
export const NO_NAMES = new Set(['common', 'shared', 'core', 'utils', 'util', 'helpers', 'helper', 'base', 'misc', 'types', 'constants', 'stuff']);

/** The only place that may leave a suite out: it says so by name, and fails with CI=true. */
export const MAY_SKIP = new Set(['test/infrastructure/describe-with.ts']);

/** The room of a path ("apps/api", "libs/domain"), undefined outside of the rooms. */
export function roomOf(path) {
  return /^(?:apps|libs)\/[^/]+(?=\/)/.exec(path)?.[0];
}

export const isSpec = (path) => /\.spec\.tsx?$/.test(path) || /^(?:apps|libs)\/[^/]+\/test\//.test(path) || path.startsWith('test/');
