/** Reads one object of a policies file, field by field. Collects every fault with its path instead of stopping at the first. */
export class PolicyReader {
  private readonly fields: Readonly<Record<string, unknown>>;
  private readonly asked = new Set<string>();

  /** @param path where the object stands in the file, e.g. `hold`; empty for the whole file. */
  constructor(value: unknown, private readonly path: string, private readonly faults: string[]) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject && value !== undefined) this.fault('', '需要一个对象', 'needs an object');
    this.fields = isObject ? (value as Record<string, unknown>) : {};
  }

  /** A whole number from min to max; the fallback where the field is absent. */
  whole(name: string, fallback: number, min: number, max: number): number {
    return this.read(name, fallback, (value): value is number => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
      `需要 ${min} 到 ${max} 的整数`, `needs a whole number from ${min} to ${max}`);
  }

  flag(name: string, fallback: boolean): boolean {
    return this.read(name, fallback, (value) => typeof value === 'boolean', '只能是 true 或 false', 'needs true or false');
  }

  /** A text of this form; the fallback where the field is absent. */
  text(name: string, fallback: string, form: RegExp, zh: string, en: string): string {
    return this.read(name, fallback, (value): value is string => typeof value === 'string' && form.test(value), zh, en);
  }

  /** One of these words; the fallback where the field is absent. */
  word<Word extends string>(name: string, fallback: Word, words: readonly Word[]): Word {
    return this.read(name, fallback, (value): value is Word => words.some((word) => word === value), `需要 ${words.join('、')} 之一`, `needs one of ${words.join(', ')}`);
  }

  /** One of these words; here no fallback would make sense, so its absence is a fault too. */
  required<Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word {
    this.asked.add(name);
    const found = words.find((word) => word === this.fields[name]);
    if (found === undefined) this.fault(name, `需要 ${words.join('、')} 之一`, `needs one of ${words.join(', ')}`);
    return found ?? words[0];
  }

  /** A text of 1 to `max` characters; its absence is a fault too. */
  requiredText(name: string, max: number): string {
    this.asked.add(name);
    const value = this.fields[name];
    if (typeof value === 'string' && value.trim() !== '' && value.length <= max) return value;
    this.fault(name, `需要 1 至 ${max} 个字符的文本`, `needs a text of 1 to ${max} characters`);
    return '';
  }

  /** A list of these words; undefined where the field is absent. */
  words<Word extends string>(name: string, words: readonly Word[]): readonly Word[] | undefined {
    const fits = (value: unknown): value is readonly Word[] => Array.isArray(value) && value.length >= 1 && value.every((one) => words.some((word) => word === one));
    return this.read<readonly Word[] | undefined>(name, undefined, fits, `需要列表，每项为 ${words.join('、')} 之一`, `needs a list of ${words.join(', ')}`);
  }

  /** A list of 1 to 50 whole numbers from min to max. */
  wholes(name: string, fallback: readonly number[], min: number, max: number): readonly number[] {
    const fits = (value: unknown): value is readonly number[] => Array.isArray(value) && value.length >= 1 && value.length <= 50 && value.every((one) => Number.isInteger(one) && one >= min && one <= max);
    return this.read(name, fallback, fits, `需要 1 至 50 个 ${min} 到 ${max} 的整数`, `needs a list of 1 to 50 whole numbers from ${min} to ${max}`);
  }

  /** A list of objects, each read by `readOne`. */
  list<One>(name: string, fallback: readonly One[], readOne: (reader: PolicyReader) => One): readonly One[] {
    this.asked.add(name);
    const value = this.fields[name];
    if (value === undefined) return fallback;
    if (!Array.isArray(value) || value.length > 200) {
      this.fault(name, '需要最多 200 项的列表', 'needs a list of at most 200 entries');
      return fallback;
    }
    return value.map((entry, i) => new PolicyReader(entry ?? null, this.pathOf(`${name}[${i}]`), this.faults).with(readOne));
  }

  /** An object inside this one. */
  section<Section>(name: string, readSection: (reader: PolicyReader) => Section): Section {
    this.asked.add(name);
    const value = this.fields[name];
    return new PolicyReader(value, this.pathOf(name), this.faults).with(readSection);
  }

  /** Reads this object; what it contains besides is a fault: a mistyped name must not silently leave the rule as it was. */
  with<Result>(read: (reader: PolicyReader) => Result): Result {
    const result = read(this);
    for (const name of Object.keys(this.fields)) if (!this.asked.has(name)) this.fault(name, '没有这个字段', 'there is no such field');
    return result;
  }

  private read<Value>(name: string, fallback: Value, fits: (value: unknown) => value is Value, zh: string, en: string): Value {
    this.asked.add(name);
    const value = this.fields[name];
    if (value === undefined) return fallback;
    if (fits(value)) return value;
    this.fault(name, zh, en);
    return fallback;
  }

  private fault(name: string, zh: string, en: string): void {
    this.faults.push(`${this.pathOf(name) || '.'}: ${zh} / ${en}`);
  }

  private pathOf(name: string): string {
    return [this.path, name].filter((part) => part !== '').join('.');
  }
}
