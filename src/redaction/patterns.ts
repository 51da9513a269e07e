/** A kind of secret and how it looks. Group 1, where there is one, is kept: it says what the secret was for. */
export interface SecretPattern {
  readonly kind: string;
  readonly pattern: RegExp;
}

/**
 * Order counts: the whole of a private key goes before anything inside it can. What precedes a fixed part is bounded,
 * so that no text takes more than linear time.
 */
export const secretPatterns: readonly SecretPattern[] = [
  {
    kind: 'private-key',
    pattern:
      /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  },
  { kind: 'jwt', pattern: /\beyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]*/g },
  { kind: 'aws-key', pattern: /\b(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}\b/g },
  { kind: 'github-token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{40,})/g },
  { kind: 'gitlab-token', pattern: /\bglpat-[A-Za-z0-9_-]{20,}/g },
  { kind: 'slack-token', pattern: /\b(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,}/g },
  { kind: 'slack-webhook', pattern: /https:\/\/hooks\.slack\.com\/[A-Za-z0-9/_-]+/g },
  { kind: 'model-key', pattern: /\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,}/g },
  { kind: 'stripe-key', pattern: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/g },
  { kind: 'npm-token', pattern: /\bnpm_[A-Za-z0-9]{36}/g },
  { kind: 'vault-token', pattern: /\bhv[bs]\.[A-Za-z0-9_-]{20,}/g },
  { kind: 'sendgrid-key', pattern: /\bSG\.[A-Za-z0-9_-]{16,100}\.[A-Za-z0-9_-]{16,}/g },
  { kind: 'google-key', pattern: /\bAIza[A-Za-z0-9_-]{35}/g },
  { kind: 'url-password', pattern: /(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]{0,100}:)[^\s/]{1,300}(?=@)/gi },
  {
    kind: 'authorization',
    pattern:
      /(\bauthorization["']?\s*[:=]\s*["']?(?!(?:[a-z][a-z0-9_-]{0,30}\s+)?\[redacted)(?:[a-z][a-z0-9_-]{0,30}\s+)?)[A-Za-z0-9+/=._~-]{6,}/gi,
  },
  { kind: 'bearer', pattern: /(\bbearer\s+)[A-Za-z0-9+/=._~-]{12,}/gi },
  {
    kind: 'cookie',
    pattern:
      /(\b(?:set-)?cookie["']?\s*[:=]\s*["']?)(?:[^\s;"'=]{1,200}=[^\s;"']*(?:;\s{0,5}[^\s;"'=]{1,200}(?:=[^\s;"']*)?)*|[^\s"']{6,})/gi,
  },
  {
    kind: 'password',
    pattern: /((?:^|\s)--[a-z-]{0,20}(?:password|token|secret|api-key)\s{1,5}["']?)[^\s"']{4,}/gi,
  },
  {
    kind: 'password',
    pattern:
      /(\b[a-z0-9_.-]{0,40}(?:password|passwd|pwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|client[_-]?secret|token|passphrase|(?:account|encryption|private|signing)[_-]?key)\\?["']?\s*[:=]\s*\\?["']?)(?!\[redacted)(?:(?<=")[^"\n]{4,500}|(?<=')[^'\n]{4,500}|[^\s"',;&}]{4,})/gi,
  },
];
