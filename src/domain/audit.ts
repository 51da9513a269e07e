export const auditActions = [
  'review_created',
  'review_approved',
  'review_rejected',
  'review_expired',
  'review_outcome',
  'feedback',
  'config_loaded',
  'policy_changed',
  'login',
  'login_refused',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Something that was decided, loaded or judged; never a secret. */
export interface AuditEntry {
  readonly atMs: number;
  readonly actor: string;
  readonly action: AuditAction;
  /** What it was about: a review's, an incident's or a file's name. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** An entry in its place in the log. Its hash covers the entry and the hash before it. */
export interface ChainedEntry extends AuditEntry {
  readonly seq: number;
  readonly previousHash: string;
  readonly hash: string;
}
