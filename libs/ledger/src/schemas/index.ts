import { EntitySchema } from 'typeorm';
import type { OrganLevel } from '#domain';

/** Reference tables go through TypeORM's repositories; the hot tables are written by batch statements. */
export interface OrganRow { code: string; name: string; level: OrganLevel; path: string }
export interface InstitutionRow {
  code: string; name_zh: string; name_en: string; kind: 'bank' | 'payment_institution'; protocol: string; base_url: string;
  bin_prefixes: string[]; deadline_ms: number; concurrency_max: number; enabled: boolean; capabilities: string[];
}
export interface UserRow {
  id: string; login: string; name: string; role: 'operator' | 'commander' | 'bank_clerk'; organ_code: string | null; institution_code: string | null;
  password_hash: string; demo: boolean; disabled: boolean;
}

export const OrganSchema = new EntitySchema<OrganRow>({
  name: 'organ', tableName: 'organs',
  columns: { code: { type: 'text', primary: true }, name: { type: 'text' }, level: { type: 'text' }, path: { type: 'text' } },
});

export const InstitutionSchema = new EntitySchema<InstitutionRow>({
  name: 'institution', tableName: 'institutions',
  columns: {
    code: { type: 'text', primary: true }, name_zh: { type: 'text' }, name_en: { type: 'text' }, kind: { type: 'text' }, protocol: { type: 'text' },
    base_url: { type: 'text' }, bin_prefixes: { type: 'text', array: true }, deadline_ms: { type: 'integer' }, concurrency_max: { type: 'integer' }, enabled: { type: 'boolean' }, capabilities: { type: 'text', array: true },
  },
});

export const UserSchema = new EntitySchema<UserRow>({
  name: 'user', tableName: 'users',
  columns: {
    id: { type: 'uuid', primary: true }, login: { type: 'text' }, name: { type: 'text' }, role: { type: 'text' },
    organ_code: { type: 'text', nullable: true }, institution_code: { type: 'text', nullable: true },
    password_hash: { type: 'text' }, demo: { type: 'boolean' }, disabled: { type: 'boolean' },
  },
});

/** Listed by hand, as migrations are. */
export const SCHEMAS = [OrganSchema, InstitutionSchema, UserSchema];
