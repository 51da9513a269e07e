import { createHash } from 'node:crypto';
import type { Analysis } from '../domain/analysis.ts';
import type { Incident } from '../domain/incident.ts';
import { commonLabels } from '../domain/labels.ts';
import type { ReviewableCommand } from '../review/to-reviews.ts';
import { type CommandGate, createCommandGate } from '../verification/commands/gate.ts';
import type { SuggestionGate } from '../verification/commands/gate-suggestion.ts';
import type { Assembly } from './assemble.ts';

const hostLabels = ['host', 'hostname', 'nodename', 'node', 'instance'];

/** The hosts that an incident is about, without their ports. */
function listHosts({ alerts }: Incident): readonly string[] {
  const named = alerts.flatMap(({ labels }) => hostLabels.flatMap((name) => labels[name] ?? []));
  return [...new Set(named.map((host) => host.replace(/:\d+$/, '')))];
}

/** By policy, what only reads waits for a decision, too. */
function holdReading(gate: CommandGate): CommandGate {
  return (command) => {
    const judged = gate(command);
    if (judged.verdict !== 'read-only') return judged;
    return { ...judged, verdict: 'mutating', effect: 'only reads', dryRun: null, undo: null };
  };
}

/** The gate for what a model suggests about this incident. */
export async function createSuggestionGate(
  { config, commandPolicies }: Assembly,
  incident: Incident,
): Promise<SuggestionGate> {
  const gate = await createCommandGate(commandPolicies.policyFor(listHosts(incident)));
  return {
    gate: config.review.commands === 'all' ? holdReading(gate) : gate,
    labels: commonLabels(incident.alerts.map(({ labels }) => labels)),
  };
}

/** The commands of an analysis that nobody is to run without being asked: each waits for a decision on exactly these bytes. */
export function listChanges({ hypothesis }: Analysis): readonly ReviewableCommand[] {
  if (hypothesis === null) return [];
  return [...hypothesis.remediation, ...hypothesis.investigation].flatMap(({ command, text }) => {
    if (command?.verdict !== 'change') return [];
    const sha256 = createHash('sha256').update(command.text).digest('hex');
    const { effect, dryRun, undo } = command;
    return [{ command: command.text, sha256, effect, dryRun, undo, purpose: text }];
  });
}
