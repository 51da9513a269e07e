import type { Incident } from '../domain/incident.ts';
import type { Matcher } from '../domain/matcher.ts';

/** Which models may see alerts with these labels. */
export interface ModelPolicy {
  readonly matchers: readonly Matcher[];
  readonly models: 'local' | 'none';
}

function describe({ matchers }: ModelPolicy): string {
  return matchers.map(({ name, operator, value }) => `${name}${operator}${JSON.stringify(value)}`).join(', ');
}

/**
 * The models that may see an incident, in their order, and why others may not (null when all may). One alert of the
 * group under a policy puts all of it there; of several policies the strictest counts.
 */
export function decideModels<Model extends { readonly local: boolean }>(
  policies: readonly ModelPolicy[],
  incident: Pick<Incident, 'alerts' | 'labels'>,
  models: readonly Model[],
): { readonly models: readonly Model[]; readonly barred: string | null } {
  const labelSets = [incident.labels, ...incident.alerts.map((alert) => alert.labels)];
  const matching = policies.filter(({ matchers }) =>
    labelSets.some((labels) => matchers.every((matcher) => matcher.matches(labels))),
  );
  const none = matching.find((policy) => policy.models === 'none');
  if (none !== undefined)
    return { models: [], barred: `the policy for ${describe(none)} lets no model see it` };
  const [local] = matching;
  if (local === undefined) return { models, barred: null };
  return {
    models: models.filter((model) => model.local),
    barred: `the policy for ${describe(local)} lets only local models see it`,
  };
}
