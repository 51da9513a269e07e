import type { RouteConfig } from '../config/schema.ts';
import type { Labels } from '../domain/labels.ts';

function matchRoute(
  route: RouteConfig,
  inherited: readonly string[],
  labels: Labels,
): readonly string[] | null {
  if (!route.matchers.every((matcher) => matcher.matches(labels))) return null;
  const own = route.notifiers.length > 0 ? route.notifiers : inherited;
  const below: string[] = [];
  let taken = false;
  for (const child of route.routes) {
    const names = matchRoute(child, own, labels);
    if (names === null) continue;
    taken = true;
    below.push(...names);
    if (!child.continue) break;
  }
  return taken ? below : own;
}

/**
 * The names of the notifiers that an incident with these labels goes to, each once, in the order of the tree.
 * Depth first: a route that matches delivers itself only when no route below it does, `continue` goes on to the next
 * one beside it, and a route that names no notifiers uses those above it.
 * https://prometheus.io/docs/alerting/latest/configuration/#route
 */
export function decideNotifiers(route: RouteConfig, labels: Labels): readonly string[] {
  return [...new Set(matchRoute(route, [], labels) ?? [])];
}

function matchApprovers(
  route: RouteConfig,
  inherited: readonly string[],
  labels: Labels,
): readonly string[] | null {
  if (!route.matchers.every((matcher) => matcher.matches(labels))) return null;
  const own = route.approvers.length > 0 ? route.approvers : inherited;
  for (const child of route.routes) {
    const found = matchApprovers(child, own, labels);
    if (found !== null) return found;
  }
  return own;
}

/** Who may approve commands for an incident with these labels: the first matching branch counts. Empty for everybody. */
export function decideApprovers(route: RouteConfig, labels: Labels): readonly string[] {
  return matchApprovers(route, [], labels) ?? [];
}
