import { z } from 'zod';
import type { Matcher } from '../domain/matcher.ts';
import { Access, ReviewSettings } from './access.ts';
import { duration, httpUrl, isCidr, secret } from './fields.ts';
import { Matchers } from './matchers.ts';
import { createReasoning } from './reasoning.ts';

/** Every adapter brings its own options; these are the parts that all of one kind share. */
export interface AdapterSchema {
  readonly id: string;
  readonly Config: z.ZodObject;
  /** What is wrong with options taken together; null when nothing is. */
  readonly check?: ((config: never) => string | null) | undefined;
}

export interface AdapterSchemas {
  readonly notifiers: readonly AdapterSchema[];
  readonly collectors: readonly AdapterSchema[];
  readonly models: readonly AdapterSchema[];
}

/** A configured adapter: which one, what it is called here, and its own options. */
export interface AdapterConfig {
  readonly type: string;
  readonly name: string;
  readonly [option: string]: unknown;
}

export interface RouteConfig {
  readonly matchers: readonly Matcher[];
  readonly notifiers: readonly string[];
  readonly approvers: readonly string[];
  readonly continue: boolean;
  readonly routes: readonly RouteConfig[];
}

const Route: z.ZodType<RouteConfig> = z
  .strictObject({
    matchers: Matchers,
    notifiers: z
      .array(z.string())
      .default([])
      .meta({ description: 'Names of notifiers. A route without any uses those of the route above it.' }),
    approvers: z.array(z.string()).default([]).meta({
      description:
        'Who may approve commands for these alerts: names or groups as the audit log has them ("token:ci", "oidc:ana@example.com", "group:sre"), Slack users and user groups by their ids ("slack:U024BE7LH", "slack-group:S0614TZR7"). A route without any uses those above it; with none at all, everybody with the scope "review", and in Slack every member of the workspace.',
    }),
    continue: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether later routes beside this one are tried too.' }),
    get routes() {
      return z
        .array(Route)
        .default([])
        .meta({ description: 'More specific routes, the first that matches wins.' });
    },
  })
  .meta({ id: 'Route' });

const Server = z.strictObject({
  listen: z
    .string()
    .regex(/^(\[[0-9a-fA-F:]+\]|[^:\s]*):\d{1,5}$/, 'expected host:port, or :port for all addresses')
    .default('127.0.0.1:8080')
    .meta({ description: 'Address and port to listen on; ":8080" listens on all addresses.' }),
  external_url: httpUrl(
    'The address under which people reach this service; links in messages start with it.',
  ).optional(),
  auth: z
    .strictObject({
      bearer_token: secret('Token that Alertmanager sends as "Authorization: Bearer …".').optional(),
      basic: z
        .strictObject({
          username: z.string().min(1).meta({ description: 'User name for basic authentication.' }),
          password: secret('Password for basic authentication.'),
        })
        .optional()
        .meta({ description: 'A user name and password that Alertmanager sends.' }),
    })
    .prefault({})
    .meta({
      description: 'Who may send alerts and read incidents. With neither set, everybody who can connect.',
    }),
  metrics_auth: z
    .boolean()
    .default(true)
    .meta({ description: 'Whether /metrics asks for the same credentials as everything else.' }),
  allow_drills: z.boolean().default(false).meta({
    description:
      'Whether administrators may break the model, the sources, the notifiers or the store of this process for seconds at a time, with the command drill. Takes effect at a start.',
  }),
  trusted_proxies: z
    .array(z.string())
    .default([])
    .superRefine((list, context) => {
      for (const [index, cidr] of list.entries()) {
        if (!isCidr(cidr)) {
          context.addIssue({
            code: 'custom',
            path: [index],
            message: 'expected a network such as 10.0.0.0/8 or 192.0.2.7/32, never a host name',
          });
        }
      }
    })
    .meta({
      description:
        'Networks (CIDR) of reverse proxies whose X-Forwarded-For, X-Forwarded-Proto and X-Request-Id are taken at their word.',
    }),
  tls: z
    .strictObject({
      cert_file: z.string().min(1).meta({ description: 'PEM file with the certificate and its chain.' }),
      key_file: z.string().min(1).meta({ description: 'PEM file with the private key.' }),
    })
    .optional()
    .meta({ description: 'Serve HTTPS. The files are read again at a reload.' }),
  access: Access.prefault({}).meta({
    description: 'Who may look at the page and decide reviews. Without any of it the page only shows.',
  }),
});

const Storage = z.strictObject({
  url: secret(
    'Address of a PostgreSQL database, postgres://user:password@host:5432/name: for several replicas. It takes the place of `path`.',
  ).optional(),
  retention: duration('How long resolved incidents, and all that belongs to them, are kept.').prefault('90d'),
  path: z
    .string()
    .min(1)
    .default('data/llm-alert-bridge.db')
    .meta({ description: 'The SQLite file. Its folder is created. ":memory:" keeps nothing.' }),
});

const Log = z.strictObject({
  level: z
    .enum(['debug', 'info', 'warn', 'error'])
    .default('info')
    .meta({ description: 'The least important log lines to write.' }),
});

const AddressRule = z.enum(['keep', 'mask']);

const Redaction = z.strictObject({
  emails: AddressRule.default('mask').meta({
    description: 'Whether e-mail addresses leave as they are, or as placeholders such as ⟨email-1⟩.',
  }),
  ip_addresses: AddressRule.default('keep').meta({
    description: 'The same for IP addresses, such as ⟨ip-1⟩.',
  }),
  restore_in_messages: z.boolean().default(true).meta({
    description: 'Whether messages to people show addresses where models saw placeholders.',
  }),
  policies: z
    .array(
      z.strictObject({
        matchers: Matchers,
        models: z.enum(['local', 'none']).meta({
          description: 'Who may see such an alert: only models that are marked "local: true", or none.',
        }),
      }),
    )
    .default([])
    .meta({
      description: 'Alerts that not every model may see. Of several that match, the strictest counts.',
    }),
});

const Tracing = z.strictObject({
  otlp_url: httpUrl('Address of an OpenTelemetry collector that takes OTLP over HTTP, without "/v1/traces".'),
  bearer_token: secret('Token sent as "Authorization: Bearer …".').optional(),
});

const AlertmanagerSource = z.strictObject({
  url: httpUrl('Address of an Alertmanager, with its path prefix if it has one.'),
  bearer_token: secret('Token sent as "Authorization: Bearer …".').optional(),
  basic: z
    .strictObject({
      username: z.string().min(1).meta({ description: 'User name for basic authentication.' }),
      password: secret('Password for basic authentication.'),
    })
    .optional()
    .meta({ description: 'A user name and password to send.' }),
});

const Reconcile = z.strictObject({
  alertmanagers: z
    .array(AlertmanagerSource)
    .min(1)
    .meta({ description: 'Alertmanagers to compare with; of a pair, both.' }),
  receiver: z
    .string()
    .min(1)
    .meta({ description: 'Name of the receiver that calls us: only its alert groups are looked at.' }),
  interval: duration('How often to compare.').prefault('1m'),
  grace: duration(
    'How long a firing alert may be unknown here before it is taken in: longer than group_wait.',
  ).prefault('2m'),
});

/** A list whose items say by `type` which adapter they are for. */
function adapterList(adapters: readonly AdapterSchema[], description: string) {
  const [first, ...rest] = adapters.map((adapter) =>
    adapter.Config.extend({
      type: z.literal(adapter.id).meta({ description: 'Which adapter it is.' }),
      name: z
        .string()
        .regex(/^[a-zA-Z0-9_.-]+$/, 'expected letters, digits, "_", "." and "-"')
        .default(adapter.id)
        .meta({ description: 'What it is called in routes, messages, metrics and logs.' }),
    }),
  );
  if (first === undefined) throw new Error('an adapter list needs at least one adapter');
  return z
    .array(z.discriminatedUnion('type', [first, ...rest]))
    .meta({ description })
    .superRefine((list, context) => {
      for (const [index, item] of list.entries()) {
        const adapter = adapters.find((candidate) => candidate.id === item['type']);
        const problem = adapter?.check?.(item as never) ?? null;
        if (problem !== null) context.addIssue({ code: 'custom', message: problem, path: [index] });
      }
    })
    .transform((list) => list as unknown as readonly AdapterConfig[]);
}

/** The whole configuration file. Adapters come from the registry, so that this file knows none of them. */
export function createConfigSchema(adapters: AdapterSchemas) {
  const Evidence = z.strictObject({
    deadline: duration(
      'How long gathering evidence may take; what is late is reported as unavailable.',
    ).prefault('4s'),
    lookback: duration('How far before its start an alert is looked into.').prefault('1h'),
    max_tokens: z.int().min(1500).max(200_000).default(6000).meta({
      description:
        'Tokens that the evidence of one incident may take, estimated. What explains least is left out and counted.',
    }),
    collectors: adapterList(adapters.collectors, 'Where evidence comes from.').prefault([]),
  });
  const Reasoning = createReasoning(
    adapterList(
      adapters.models,
      'Models to ask, in this order: the next one is asked when one fails.',
    ).prefault([]),
  );
  return z
    .strictObject({
      server: Server.prefault({}).meta({ description: 'The HTTP server.' }),
      storage: Storage.prefault({}).meta({ description: 'Where incidents are kept.' }),
      tracing: Tracing.optional().meta({
        description: 'Where to send OpenTelemetry traces; without it there are none.',
      }),
      reconcile: Reconcile.optional().meta({
        description: 'Compare with what Alertmanager holds, and take in what never reached us.',
      }),
      log: Log.prefault({}).meta({ description: 'Logging, as JSON lines on standard error.' }),
      evidence: Evidence.prefault({}).meta({ description: 'What is gathered to explain an alert.' }),
      reasoning: Reasoning.prefault({}).meta({
        description: 'Which models explain it, and within which limits.',
      }),
      review: ReviewSettings.prefault({}).meta({
        description: 'Commands that change something, and wait for a decision.',
      }),
      redaction: Redaction.prefault({}).meta({
        description: 'What of an alert may leave the building. Secrets never do.',
      }),
      notifiers: adapterList(adapters.notifiers, 'Where messages go.'),
      route: Route.meta({
        description: 'Which alerts go to which notifiers, as a tree, like in Alertmanager.',
      }),
    })
    .meta({ title: 'llm-alert-bridge configuration' });
}

export type Config = z.output<ReturnType<typeof createConfigSchema>>;
