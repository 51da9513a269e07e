import type { AdapterConfig, Config } from '../config/schema.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { Incident } from '../domain/incident.ts';
import type { ChangeLog } from '../evidence/change-log.ts';
import type { Collector } from '../evidence/collector.ts';
import type { IncidentHistory } from '../evidence/incident-history.ts';
import type { Notifier } from '../notification/notifier.ts';
import { slack } from '../notification/notifiers/slack.ts';
import type { SlackConfig } from '../notification/slack/slack-config.ts';
import { createSlackDesk, type SlackDesk } from '../notification/slack/slack-desk.ts';
import type { Model } from '../reasoning/models/model.ts';
import { loadPrompt, type PromptTemplate, shippedPrompts } from '../reasoning/prompt/load-prompt.ts';
import type { BreakablePart, Breakage } from './breakage.ts';
import type { Destination, Egress } from './egress.ts';
import { type LoadedPolicies, loadPolicies } from './load-policies.ts';
import { registry } from './registry.ts';

/** The configured adapters, ready to work. Replaced as a whole when the configuration is reloaded. */
export interface Assembly {
  readonly config: Config;
  readonly notifiers: ReadonlyMap<string, Notifier>;
  /** Where people answer messages in Slack. */
  readonly desks: readonly SlackDesk[];
  readonly collectors: readonly Collector[];
  readonly models: readonly Model[];
  /** The prompt for an incident, by its labels. */
  readonly templateFor: (incident: Pick<Incident, 'labels'>) => PromptTemplate;
  /** What of suggested commands may be shown. */
  readonly commandPolicies: LoadedPolicies;
}

export interface AssemblyDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly print: (text: string) => void;
  readonly egress: Egress;
  readonly breakage: Breakage;
  readonly changes: ChangeLog;
  readonly history: IncidentHistory;
}

interface Creatable<T> {
  readonly id: string;
  readonly create: (name: string, config: never, deps: AssemblyDeps) => T;
}

function createAll<T>(
  adapters: readonly Creatable<T>[],
  configs: readonly AdapterConfig[],
  depsFor: (config: AdapterConfig) => AssemblyDeps,
): readonly T[] {
  return configs.map((config) => {
    const adapter = adapters.find((candidate) => candidate.id === config.type);
    if (adapter === undefined) {
      throw new AppError({ code: 'config_invalid', message: `there is no adapter of type "${config.type}"` });
    }
    return adapter.create(config.name, config as never, depsFor(config));
  });
}

/** Every secret in a piece of configuration. */
function listCredentials(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('reveal' in value && typeof value.reveal === 'function') return [String(value.reveal())];
  return Object.values(value).flatMap(listCredentials);
}

/** What these adapters send is kept, under their own names. */
function recording(kind: Destination['kind'], deps: AssemblyDeps): (config: AdapterConfig) => AssemblyDeps {
  return (config) => {
    const destination = { kind, name: config.name, credentials: listCredentials(config) };
    return {
      ...deps,
      fetch: deps.egress.recordFetch(destination, deps.fetch),
      print: deps.egress.recordPrint(destination, deps.print),
    };
  };
}

function breakable(part: BreakablePart, deps: AssemblyDeps): AssemblyDeps {
  return { ...deps, fetch: deps.breakage.fetchOf(part, deps.fetch) };
}

/** All prompts are read at once, so that a wrong one is found before an alert needs it. */
function loadTemplates({ reasoning }: Config): Assembly['templateFor'] {
  const { prompt_folder: own } = reasoning;
  const folders = [...(own === undefined ? [] : [own]), shippedPrompts];
  const usual = loadPrompt(folders, reasoning.prompt);
  const overrides = reasoning.prompts.map(({ matchers, prompt }) => ({
    matchers,
    template: loadPrompt(folders, prompt),
  }));
  return ({ labels }) =>
    overrides.find(({ matchers }) => matchers.every((matcher) => matcher.matches(labels)))?.template ?? usual;
}

/** Makes adapters of a configuration. Throws `config_invalid` or `bad_request` when one cannot be made. */
export function assemble(config: Config, deps: AssemblyDeps): Assembly {
  const notifierDeps = recording('notifier', breakable('notifier', deps));
  const notifiers = createAll<Notifier>(registry.notifiers, config.notifiers, notifierDeps);
  return {
    config,
    notifiers: new Map(notifiers.map((notifier) => [notifier.name, notifier])),
    desks: config.notifiers
      .filter(({ type }) => type === slack.id)
      .map((one) => createSlackDesk(one.name, one as unknown as SlackConfig, notifierDeps(one)))
      .filter((desk) => desk !== null),
    collectors: createAll<Collector>(registry.collectors, config.evidence.collectors, () =>
      breakable('evidence', deps),
    ),
    models: createAll<Model>(
      registry.models,
      config.reasoning.models,
      recording('model', breakable('model', deps)),
    ),
    templateFor: loadTemplates(config),
    commandPolicies: loadPolicies(config.review.safe_commands),
  };
}
