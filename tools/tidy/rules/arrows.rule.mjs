import { ARROWS, DOORS, isSpec, roomOf, TYPE_ONLY_ROOMS } from '../house.mjs';
import { resolveImport } from '../resolve-import.mjs';

/** An import may only follow an arrow, and enters another room only through its door. */
export function* arrows(tree) {
  for (const file of tree.files.values()) {
    const room = roomOf(file.path);
    if (room && !(room in ARROWS)) {
      yield { path: file.path, line: 1, zh: `新房间 ${room} 没有箭头`, en: `room ${room} has no arrows yet: give it a line in tools/tidy/house.mjs and ARCHITECTURE.md` };
      continue;
    }
    for (const found of file.imports) {
      const fault = faultOf(tree, file.path, room, found);
      if (fault) yield { path: file.path, line: found.line, ...fault };
    }
  }
}

function faultOf(tree, from, room, { specifier, typeOnly }) {
  const { path, missing } = resolveImport(tree, from, specifier);
  if (missing) return isBuilt(specifier) ? undefined : { zh: `导入落空：${specifier}`, en: `import leads nowhere: ${specifier}` };
  if (path === undefined) return undefined;
  if (specifier.startsWith('#')) return throughDoor(from, room, specifier, typeOnly);
  const target = roomOf(path);
  if (target === room) return undefined;
  if (target?.startsWith('libs/')) return { zh: `须经门 #${target.slice(5)} 进入，而非 ${specifier}`, en: `enter by the door #${target.slice(5)}, not by ${specifier}` };
  if (isSpec(from)) return undefined;
  if (target) return { zh: `不得进入 ${target}`, en: `nobody may import from ${target}` };
  return room ? { zh: `运行代码不得导入 ${path}`, en: `running code may not import ${path}` } : undefined;
}

function throughDoor(from, room, specifier, typeOnly) {
  if (room === undefined) return undefined;
  if (DOORS.get(specifier).startsWith(`${room}/`)) return isSpec(from) ? undefined : { zh: `房间之内用相对路径，不经自己的门 ${specifier}`, en: `inside a room use relative imports, not its own door ${specifier}` };
  const allowed = ARROWS[room].includes(specifier);
  // A spec stands outside the house: it may play a bank, a worker or a desk.
  if (!allowed && !isSpec(from)) return { zh: `没有箭头 ${room} → ${specifier}`, en: `no arrow ${room} -> ${specifier}` };
  if (TYPE_ONLY_ROOMS.has(room) && !typeOnly && !isSpec(from)) return { zh: `${room} 只可导入类型：${specifier}`, en: `${room} may import types only from ${specifier}` };
  return undefined;
}

/** Tools run built programs from dist/, which is not part of the tree. */
const isBuilt = (specifier) => /(?:^|\/)dist\//.test(specifier);
