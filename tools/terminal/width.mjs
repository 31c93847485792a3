/** Columns a text takes in a terminal: Chinese characters and full-width signs take two. */
export function widthOf(text) {
  let width = 0;
  for (const sign of text) width += isWide(sign.codePointAt(0)) ? 2 : 1;
  return width;
}

function isWide(code) {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    code >= 0x1f300
  );
}

export const padded = (text, width) => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Draws a frame around the lines. */
export function boxed(lines) {
  const width = Math.max(...lines.map(widthOf));
  const rule = '─'.repeat(width + 2);
  return [`┌${rule}┐`, ...lines.map((line) => `│ ${padded(line, width)} │`), `└${rule}┘`].join('\n');
}

/** Sets the rows of a small table under each other. */
export function columns(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => widthOf(row[column]))));
  return rows.map((row) => row.map((cell, column) => padded(cell, widths[column])).join('  ').trimEnd());
}
