import { posix } from 'node:path';
import { FILES_PER_FOLDER_MAX, LINES_MAX, LONG_FILES, MEDIAN_LINES_MAX } from '../house.mjs';

/** Small files, and folders that can be looked over. */
export function* sizes(tree) {
  for (const { path, lines } of tree.files.values()) {
    if (lines > LINES_MAX && !LONG_FILES.has(path)) yield { path, line: LINES_MAX, zh: `${lines} 行，上限 ${LINES_MAX}`, en: `${lines} lines, at most ${LINES_MAX}` };
  }
  for (const path of LONG_FILES.keys()) {
    if (!((tree.files.get(path)?.lines ?? 0) > LINES_MAX)) yield { path, line: 1, zh: '已不长，从名单删去', en: 'is not long any more: take it off LONG_FILES' };
  }
  const folders = new Map();
  for (const path of tree.files.keys()) folders.set(posix.dirname(path), (folders.get(posix.dirname(path)) ?? 0) + 1);
  for (const [folder, count] of folders) {
    if (count > FILES_PER_FOLDER_MAX) yield { path: folder, line: 0, zh: `${count} 个文件，上限 ${FILES_PER_FOLDER_MAX}`, en: `${count} files, at most ${FILES_PER_FOLDER_MAX}` };
  }
  const median = medianLines(tree);
  if (median > MEDIAN_LINES_MAX) yield { path: '.', line: 0, zh: `文件中位数 ${median} 行，上限 ${MEDIAN_LINES_MAX}`, en: `the median file has ${median} lines, at most ${MEDIAN_LINES_MAX}` };
}

export function medianLines(tree) {
  const sorted = [...tree.files.values()].map(({ lines }) => lines).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
