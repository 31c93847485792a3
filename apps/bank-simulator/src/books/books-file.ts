import { closeSync, existsSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { BookEvent } from './book-event';
import { Books, type BooksKeeper } from './books';

/** Books that last: one JSON line per recorded unit, written before anything is answered. */
export class BooksFile implements BooksKeeper {
  private constructor(private readonly descriptor: number) {}

  /** Opens the file and reads the world back from it. A torn last line (the process was killed while writing) was never answered and is cut off. */
  static open(path: string): { books: Books; close(): void } {
    mkdirSync(dirname(path), { recursive: true });
    const lines = existsSync(path) ? completeLinesOf(path) : [];
    const file = new BooksFile(openSync(path, 'a', 0o600));
    const books = new Books(file);
    for (const line of lines) for (const event of JSON.parse(line) as BookEvent[]) books.apply(event);
    return { books, close: () => closeSync(file.descriptor) };
  }

  append(events: readonly BookEvent[]): void {
    writeSync(this.descriptor, `${JSON.stringify(events)}\n`);
  }
}

/** Books that end with the process. */
export function booksInMemory(): { books: Books; close(): void } {
  return { books: new Books({ append: () => undefined }), close: () => undefined };
}

function completeLinesOf(path: string): readonly string[] {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf('\n') + 1;
  if (end < bytes.length) truncateSync(path, end);
  return bytes.subarray(0, end).toString('utf8').split('\n').filter((line) => line.length > 0);
}
