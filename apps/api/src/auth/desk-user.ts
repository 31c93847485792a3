import type { Organ } from '#domain';

export const ROLES = ['operator', 'commander', 'bank_clerk'] as const;
export type Role = (typeof ROLES)[number];

/** Who is asking. Police see their organ and everything below it; a bank clerk sees the own institution's instructions only. */
export interface DeskUser {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly organ: Organ | null;
  readonly institution: { readonly code: string; readonly name: string } | null;
  readonly disabled: boolean;
}

/** A user with an organ: operator or commander. */
export type OrganUser = DeskUser & { readonly organ: Organ };

/** What a person is told about himself. */
export type Me = Pick<DeskUser, 'login' | 'name' | 'role' | 'organ' | 'institution'>;

export function toMe(user: DeskUser): Me {
  return { login: user.login, name: user.name, role: user.role, organ: user.organ, institution: user.institution };
}
