import { z } from 'zod';
import { duration, httpUrl, isCidr, secret } from './fields.ts';

/** What a caller may do: read everything, decide reviews, operate the service, send alerts and changes. */
export const scopes = ['read', 'review', 'admin', 'ingest'] as const;
export type Scope = (typeof scopes)[number];

const Token = z.strictObject({
  name: z
    .string()
    .regex(/^[a-zA-Z0-9_.-]+$/, 'expected letters, digits, "_", "." and "-"')
    .meta({ description: 'What the audit log calls whoever uses it.' }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits: the output of `printf %s TOKEN | sha256sum`')
    .meta({ description: 'SHA-256 of the token, hex; the token itself stands nowhere.' }),
  scopes: z.array(z.enum(scopes)).min(1).meta({ description: 'What it may be used for.' }),
});

const Oidc = z.strictObject({
  issuer: httpUrl('Address of the OpenID provider, without "/.well-known/…".'),
  client_id: z.string().min(1).meta({ description: 'Client id at the provider.' }),
  client_secret: secret('Client secret at the provider.'),
  scope: z.string().default('openid profile email groups').meta({ description: 'Scopes to ask for.' }),
  name_claim: z
    .string()
    .default('email')
    .meta({ description: 'Claim that names a person in the audit log; `sub` where it is missing.' }),
  groups_claim: z.string().default('groups').meta({ description: 'Claim that lists a person’s groups.' }),
  roles: z
    .record(z.string(), z.array(z.enum(scopes)))
    .default({})
    .meta({ description: 'Group name to scopes; "*" stands for everybody who can log in.' }),
});

const TrustedProxy = z.strictObject({
  user_header: z.string().default('x-forwarded-user').meta({ description: 'Header that names the person.' }),
  groups_header: z
    .string()
    .default('x-forwarded-groups')
    .meta({ description: 'Header that lists the groups, separated by commas.' }),
  from: z
    .array(z.string().refine(isCidr, 'expected a network such as 10.0.0.0/8'))
    .min(1)
    .meta({ description: 'Networks (CIDR) whose word is taken; from elsewhere the headers are ignored.' }),
  roles: z
    .record(z.string(), z.array(z.enum(scopes)))
    .default({})
    .meta({ description: 'Group name to scopes; "*" stands for everybody the proxy lets through.' }),
});

/** Who may look and decide. */
export const Access = z.strictObject({
  tokens: z.array(Token).default([]).meta({ description: 'API tokens.' }),
  oidc: Oidc.optional().meta({ description: 'Log in through an OpenID provider.' }),
  proxy: TrustedProxy.optional().meta({
    description: 'Take the word of a reverse proxy that has logged people in.',
  }),
  session: duration('How long a login lasts.').prefault('12h'),
  requests_per_minute: z.int().min(1).default(1200).meta({
    description: 'What one caller may ask of the API within a minute. Alerts and changes are not counted.',
  }),
});

export const ReviewSettings = z.strictObject({
  expire_after: duration('How long a suggested command waits for a decision.').prefault('4h'),
  safe_commands: z.string().min(1).optional().meta({
    description:
      'A file with your rules on commands, usually safe_commands.yaml: what more may be shown, and what not. See docs/commands.md.',
  }),
  commands: z.enum(['mutating', 'all']).default('mutating').meta({
    description:
      'Which suggested commands wait for a decision: those that change something, or those that only read as well.',
  }),
});
