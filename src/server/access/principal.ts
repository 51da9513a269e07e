import type { Scope } from '../../config/access.ts';

/** Who asks, and what they may do. */
export interface Principal {
  /** As the audit log has it: "token:ci", "oidc:ana@example.com", "proxy:ana", "webhook". */
  readonly name: string;
  /** "group:sre" … */
  readonly groups: readonly string[];
  readonly scopes: readonly Scope[];
  /** Set for a browser's session: writes must carry it in `x-csrf-token`. */
  readonly csrfToken: string | null;
}

/** Whoever connects, where nothing about access is configured: everything but deciding. */
export const anonymous: Principal = {
  name: 'anonymous',
  groups: [],
  scopes: ['read', 'ingest', 'admin'],
  csrfToken: null,
};

/** The scopes that somebody's groups give. "*" stands for everybody. */
export function toScopes(
  roles: Readonly<Record<string, readonly Scope[]>>,
  groups: readonly string[],
): readonly Scope[] {
  return [...new Set(['*', ...groups].flatMap((group) => roles[group] ?? []))];
}

/** Whether one of the approvers of a route is this person or one of their groups; no approvers means everybody. */
export function isApprover(principal: Principal, approvers: readonly string[]): boolean {
  if (approvers.length === 0) return true;
  return [principal.name, ...principal.groups].some((known) => approvers.includes(known));
}
