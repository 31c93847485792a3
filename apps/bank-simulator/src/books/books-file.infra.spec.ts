import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BooksFile } from './books-file';

const ref = { institutionCode: '999010000001', number: '9990010000005555' };

describe('books on disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'simulator-books-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('come back whole, and a line torn by a kill is cut off and written over', () => {
    const path = join(folder, 'new-folder', 'books.jsonl');
    const first = BooksFile.open(path);
    first.books.record({ type: 'account_set', account: ref, kind: 'card', holderName: null, onDemand: false, answerCode: null, temperament: null }, { type: 'credited', account: ref, amountFen: 700 });
    first.close();
    appendFileSync(path, '[{"type":"credited","account":{"instit');

    const second = BooksFile.open(path);
    expect(second.books.account(ref)?.balanceFen).toBe(700);
    second.books.record({ type: 'credited', account: ref, amountFen: 1 });
    second.close();

    const third = BooksFile.open(path);
    expect(third.books.account(ref)?.balanceFen).toBe(701);
    third.close();
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(3);
  });
});
