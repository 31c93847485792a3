import { readFileSync } from 'node:fs';
import { parseTemperament } from './parse-temperament';
import type { Temperament } from './temperament';

/** One simulated institution; none of them exists. */
export interface SimulatedInstitution {
  /** 12 characters. */
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly binPrefixes: readonly string[];
  readonly temperament: Temperament;
  /** Which queries it answers; absent: all of them. */
  readonly capabilities?: readonly string[];
}

/** The institutions of this simulator, by code. */
export class InstitutionRegister {
  private readonly byCode: ReadonlyMap<string, SimulatedInstitution>;

  constructor(readonly all: readonly SimulatedInstitution[]) {
    this.byCode = new Map(all.map((institution) => [institution.code, institution]));
  }

  find(code: string): SimulatedInstitution | undefined {
    return this.byCode.get(code);
  }
}

/** Reads data/institutions.json. @throws TypeError that names the entry at fault. */
export function readInstitutions(file: string): InstitutionRegister {
  const data: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(data)) throw new TypeError(`${file} must hold a list`);
  return new InstitutionRegister(data.map(parseInstitution));
}

function parseInstitution(value: unknown, index: number): SimulatedInstitution {
  const data = value as { code?: unknown; name?: { zh?: unknown; en?: unknown }; binPrefixes?: unknown; temperament?: unknown; capabilities?: unknown };
  const { code, name, binPrefixes } = data;
  if (typeof code !== 'string' || code.length !== 12) throw new TypeError(`institution ${index}: code must have 12 characters`);
  if (typeof name?.zh !== 'string' || typeof name.en !== 'string') throw new TypeError(`institution ${code}: name.zh and name.en are needed`);
  if (!Array.isArray(binPrefixes) || !binPrefixes.every((prefix) => typeof prefix === 'string')) throw new TypeError(`institution ${code}: binPrefixes must be a list of texts`);
  return { code, name: { zh: name.zh, en: name.en }, binPrefixes, temperament: parseTemperament(data.temperament), capabilities: Array.isArray(data.capabilities) ? data.capabilities.map(String) : [] };
}
