/** A fault in what a person or a test sent. */
export interface FieldFault {
  readonly field: string;
  readonly zh: string;
  readonly en: string;
}

/** Reads fields of a JSON object and collects every fault instead of stopping at the first. */
export class FieldReader {
  constructor(private readonly data: Readonly<Record<string, unknown>>, private readonly path: string, readonly faults: FieldFault[]) {}

  static of(value: unknown, path: string, faults: FieldFault[]): FieldReader {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject) faults.push({ field: path || 'body', zh: '应为对象', en: 'must be an object' });
    return new FieldReader(isObject ? (value as Record<string, unknown>) : {}, path, faults);
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.miss(name, '缺少文本', 'a text is needed', '');
  }

  optionalText(name: string): string | null {
    const value = this.data[name];
    if (value === undefined || value === null) return null;
    return typeof value === 'string' && value.length > 0 && value.length <= 500 ? value : this.miss(name, '应为1-500字的文本', 'must be a text of 1-500 characters', null);
  }

  whole(name: string, fallback?: number): number {
    const value = this.data[name] ?? fallback;
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : this.miss(name, '应为非负整数', 'must be a whole number, 0 or more', 0);
  }

  optionalWhole(name: string): number | undefined {
    return this.data[name] === undefined ? undefined : this.whole(name);
  }

  flag(name: string): boolean {
    return this.data[name] === true;
  }

  isNull(name: string): boolean {
    return this.data[name] === null;
  }

  has(name: string): boolean {
    return this.data[name] !== undefined && this.data[name] !== null;
  }

  object(name: string): FieldReader {
    return FieldReader.of(this.data[name], this.at(name), this.faults);
  }

  list<T>(name: string, read: (entry: FieldReader) => T): readonly T[] {
    const value = this.data[name];
    if (value === undefined) return [];
    if (!Array.isArray(value)) return this.miss(name, '应为数组', 'must be a list', []);
    return value.map((entry: unknown, index) => read(FieldReader.of(entry, `${this.at(name)}[${index}]`, this.faults)));
  }

  /** Hands the raw value to a parser that throws; its message becomes the fault. */
  parsed<T>(name: string, parse: (value: unknown) => T, fallback: T): T {
    try {
      return parse(this.data[name]);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return this.miss(name, `无法读取：${reason}`, reason, fallback);
    }
  }

  private at(name: string): string {
    return this.path ? `${this.path}.${name}` : name;
  }

  private miss<T>(name: string, zh: string, en: string, instead: T): T {
    this.faults.push({ field: this.at(name), zh, en });
    return instead;
  }
}
