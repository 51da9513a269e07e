import { createHash } from 'node:crypto';
import type { Analysis } from '../domain/analysis.ts';
import type { Incident } from '../domain/incident.ts';
import { commonLabels } from '../domain/labels.ts';
import type { ReviewableCommand } from '../review/to-reviews.ts';
import { createCommandGate } from '../verification/commands/gate.ts';
import type { SuggestionGate } from '../verification/commands/gate-suggestion.ts';
import type { Assembly } from './assemble.ts';

const hostLabels = ['host', 'hostname', 'nodename', 'node', 'instance'];

/** The hosts that an incident is about, without their ports. */
function listHosts({ alerts }: Incident): readonly string[] {
  const named = alerts.flatMap(({ labels }) => hostLabels.flatMap((name) => labels[name] ?? []));
  return [...new Set(named.map((host) => host.replace(/:\d+$/, '')))];
}

/** The gate for what a model suggests about this incident. */
export async function createSuggestionGate(
  { commandPolicies }: Assembly,
  incident: Incident,
): Promise<SuggestionGate> {
  return {
    gate: await createCommandGate(commandPolicies.policyFor(listHosts(incident))),
    labels: commonLabels(incident.alerts.map(({ labels }) => labels)),
  };
}

/** The commands of an analysis that change something: each waits for a decision on exactly these bytes. */
export function listChanges({ hypothesis }: Analysis): readonly ReviewableCommand[] {
  if (hypothesis === null) return [];
  return [...hypothesis.remediation, ...hypothesis.investigation].flatMap(({ command, text }) => {
    if (command?.verdict !== 'change') return [];
    const sha256 = createHash('sha256').update(command.text).digest('hex');
    const { effect, dryRun } = command;
    return [{ command: command.text, sha256, effect, dryRun, purpose: text }];
  });
}
