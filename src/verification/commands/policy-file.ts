import { z } from 'zod';
import { listKeysAt, toConfigJsonSchema } from '../../config/json-schema.ts';
import { type LocatedProblem, readYaml } from '../../config/load.ts';
import { createLocator } from '../../config/locate.ts';
import { type ConfigProblem, describeIssue, formatPath } from '../../config/problems.ts';
import { valueAt } from '../../config/references.ts';
import { builtInPolicy } from './built-in-policy.ts';
import { findLimit, plainBinary } from './limits.ts';
import type { CommandPolicy } from './policy.ts';
import {
  BinaryRules,
  type CompiledBinary,
  compileBinary,
  type FlagSet,
  flagStyles,
} from './table/command-rules.ts';
import { valueKinds } from './values/value-kinds.ts';

const plainWord = /^[A-Za-z0-9][A-Za-z0-9_.+-]*$/;
/** A name, or "*." and at least two labels behind it: a whole top-level domain is not ours. */
const reachPattern = /^(\*(\.[a-z0-9-]+){2,}|[a-z0-9-]+(\.[a-z0-9-]+)*)$/;
const hostPattern = /^[A-Za-z0-9.*_-]+$/;

const Refusal = z.strictObject({
  command: z
    .string()
    .refine(
      (text) => text.split(' ').every((word) => plainWord.test(word)),
      'expected words such as "kubectl logs"',
    )
    .meta({
      description:
        'A program, or a program and its first words: "psql", "kubectl logs". Flags may stand between them.',
    }),
  reason: z.string().min(1).default('the policy refuses it').meta({ description: 'What people are told.' }),
});

const PolicyBinary = BinaryRules.extend({
  style: z.enum(flagStyles).optional().meta({
    description: 'How it reads its flags. Default: as the built-in table says, or "gnu".',
  }),
});

const layer = {
  sudo: z.boolean().optional().meta({ description: 'Whether `sudo` and `sudo -n` are looked through.' }),
  chains: z
    .boolean()
    .optional()
    .meta({ description: 'Whether `;`, `&&` and `||` may join commands that only read.' }),
  reach: z
    .array(z.string().regex(reachPattern, 'expected a host such as prometheus.example.com, or *.example.com'))
    .default([])
    .meta({ description: 'Hosts that curl, dig, psql and the like may reach, besides those inside.' }),
  kubernetes_kinds: z
    .array(
      z
        .string()
        .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, 'expected a kind such as kafkatopics.kafka.strimzi.io')
        .refine((kind) => !/secret|token|credential/.test(kind), 'kinds that hold secrets cannot be allowed'),
    )
    .default([])
    .meta({ description: 'Kinds of Kubernetes objects that may be looked at, besides the usual ones.' }),
  refuse: z
    .array(Refusal)
    .default([])
    .meta({ description: 'Commands that are refused, whatever else is said.' }),
  allow: z
    .record(z.string(), PolicyBinary)
    .default({})
    .meta({ description: 'More forms of commands, by program, in the notation of the built-in tables.' }),
};

export const PolicyFile = z
  .strictObject({
    ...layer,
    on_hosts: z
      .array(
        z.strictObject({
          hosts: z
            .array(z.string().regex(hostPattern, 'expected a host name, with * for any characters'))
            .min(1)
            .meta({ description: 'Hosts that an alert is about, such as "db-*".' }),
          ...layer,
        }),
      )
      .default([])
      .meta({
        description:
          'The same for alerts about some hosts. What is refused counts if one host of the alert matches, what is allowed only if all do.',
      }),
  })
  .meta({ title: 'safe_commands.yaml' });

type Layer = Omit<z.output<typeof PolicyFile>, 'on_hosts'>;

export interface CommandPolicies {
  /** The policy for an alert that is about these hosts. */
  readonly policyFor: (hosts: readonly string[]) => CommandPolicy;
}

export type PolicyParse =
  | { readonly ok: true; readonly policies: CommandPolicies }
  | { readonly ok: false; readonly problems: readonly LocatedProblem[] };

/** Flags that the built-in table of a program never lets through stay so. */
function listNever(binary: string): ReadonlyMap<string, string> {
  return new Map(builtInPolicy.rulesOf(binary).flatMap(({ never }) => [...never]));
}

type Path = readonly PropertyKey[];
type Source = z.output<typeof PolicyBinary>;

function compileRules(name: string, source: Source, at: Path): CompiledBinary | readonly ConfigProblem[] {
  if (!plainBinary.test(name)) {
    return [{ path: at, message: 'expected the plain name of a program, without a path' }];
  }
  const [known] = builtInPolicy.rulesOf(name);
  const compiled = compileBinary({ ...source, style: source.style ?? known?.style ?? 'gnu' }, valueKinds);
  if (!compiled.ok)
    return compiled.problems.map(({ path, message }) => ({ path: [...at, ...path], message }));
  const { rules } = compiled;
  const never = listNever(name);
  const findRefused = ({ byName }: FlagSet, here: Path): readonly ConfigProblem[] => {
    const refused = [...byName.keys()].find((flag) => never.has(flag));
    if (refused === undefined) return [];
    return [{ path: here, message: `"${refused}" is never let through: ${never.get(refused) ?? ''}` }];
  };
  const problems = [
    ...[...rules.behind].flatMap(([words, flags]) => findRefused(flags, [...at, 'flags_behind', words])),
    ...rules.forms.flatMap((form, index): readonly ConfigProblem[] => {
      const here = [...at, 'forms', index];
      const limit = findLimit(name, form.words);
      return [...(limit === null ? [] : [{ path: here, message: limit }]), ...findRefused(form.flags, here)];
    }),
  ];
  return problems.length > 0 ? problems : { ...rules, never: new Map([...never, ...rules.never]) };
}

interface CompiledLayer {
  readonly layer: Layer;
  readonly allow: ReadonlyMap<string, CompiledBinary>;
}

function compileLayer(given: Layer, at: Path): CompiledLayer | readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const allow = new Map<string, CompiledBinary>();
  for (const [name, source] of Object.entries(given.allow)) {
    const compiled = compileRules(name, source, [...at, 'allow', name]);
    if ('forms' in compiled) allow.set(name, compiled);
    else problems.push(...compiled);
  }
  return problems.length > 0 ? problems : { layer: given, allow };
}

function toHostTest(pattern: string): (host: string) => boolean {
  const shape = new RegExp(`^${pattern.toLowerCase().replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
  return (host) => shape.test(host.toLowerCase());
}

/** Where clouds hand out credentials is never reached, whatever a policy says. */
const credentialHost = /^(169\.254\.|metadata(\.|$)|fd00:ec2:)/;

/** `2852039166` and `0xa9.254` are addresses, too. */
const oddAddress = /(^|\.)(\d+|0x[0-9a-f]*)$/i;
const plainAddress = /^\d{1,3}(\.\d{1,3}){3}$/;

function toReach(patterns: readonly string[]): (host: string) => boolean {
  const tests = patterns.map(toHostTest);
  return (host) =>
    !credentialHost.test(host) &&
    (!oddAddress.test(host) || plainAddress.test(host)) &&
    tests.some((matches) => matches(host));
}

/** Layers on top of the built-in policy: those that may allow more, and those that may only refuse. */
function stack(allowing: readonly CompiledLayer[], others: readonly CompiledLayer[]): CommandPolicy {
  const all = [...allowing, ...others];
  const refusals = all.flatMap(({ layer: { refuse } }) => refuse);
  const ask = (key: 'sudo' | 'chains'): boolean => {
    const words = allowing.map(({ layer: given }) => given[key]).filter((word) => word !== undefined);
    const refused = others.some(({ layer: given }) => given[key] === false);
    return !refused && (words.at(-1) ?? false);
  };
  return {
    rulesOf: (name) => [
      ...allowing.flatMap(({ allow }) => allow.get(name) ?? []),
      ...builtInPolicy.rulesOf(name),
    ],
    denied: refusals.map(({ command, reason }) => ({ words: command.split(' '), reason })),
    sudo: ask('sudo'),
    chains: ask('chains'),
    scope: {
      allowsHost: toReach(allowing.flatMap(({ layer: { reach } }) => reach)),
      kubernetesKinds: new Set(allowing.flatMap(({ layer: given }) => given.kubernetes_kinds)),
    },
  };
}

/** Without a file. */
export const builtInPolicies: CommandPolicies = { policyFor: () => builtInPolicy };

/** Reads `safe_commands.yaml`. Every problem at once, with its place. */
export function parsePolicy(text: string): PolicyParse {
  const { document, problems: yamlProblems } = readYaml(text);
  if (yamlProblems.length > 0) return { ok: false, problems: yamlProblems };
  const raw: unknown = document.toJS() ?? {};
  const locate = createLocator(text);
  const fail = (problems: readonly ConfigProblem[]): PolicyParse => ({
    ok: false,
    problems: problems.map(({ path, message }) => ({ ...locate(path), path: formatPath(path), message })),
  });
  const parsed = PolicyFile.safeParse(raw);
  if (!parsed.success) {
    const jsonSchema = toConfigJsonSchema(PolicyFile);
    const context = {
      valueAt: (path: Path) => valueAt(raw, path),
      keysAt: (path: Path) => listKeysAt(jsonSchema, raw, path),
      typesAt: () => [],
      isSecret: () => false,
    };
    return fail(parsed.error.issues.flatMap((issue) => describeIssue(issue, context)));
  }
  const base = compileLayer(parsed.data, []);
  const overrides = parsed.data.on_hosts.map((given, index) => ({
    tests: given.hosts.map(toHostTest),
    compiled: compileLayer(given, ['on_hosts', index]),
  }));
  const problems = [base, ...overrides.map(({ compiled }) => compiled)].flatMap((one) =>
    'layer' in one ? [] : one,
  );
  if (problems.length > 0 || !('layer' in base)) return fail(problems);
  return {
    ok: true,
    policies: {
      policyFor: (hosts) => {
        const matching = overrides.flatMap(({ tests, compiled }) => {
          const matches = hosts.map((host) => tests.some((test) => test(host)));
          return 'layer' in compiled && matches.includes(true)
            ? [{ compiled, whole: !matches.includes(false) }]
            : [];
        });
        return stack(
          [base, ...matching.filter(({ whole }) => whole).map(({ compiled }) => compiled)],
          matching.filter(({ whole }) => !whole).map(({ compiled }) => compiled),
        );
      },
    },
  };
}
