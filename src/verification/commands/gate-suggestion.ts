import type { Labels } from '../../domain/labels.ts';
import type { GatedCommand } from '../../domain/verdict.ts';
import { fillPlaceholders } from './fill-placeholders.ts';
import type { CommandGate } from './gate.ts';

/** What a suggested command is held against: the gate, and what is known of the incident for its placeholders. */
export interface SuggestionGate {
  readonly gate: CommandGate;
  /** Labels that all alerts of the incident agree on. */
  readonly labels: Labels;
}

/** What people get of a suggested command: all of it, as the gate has read it, or none of it and the reason. */
export function gateSuggestion(command: string, { gate, labels }: SuggestionGate): GatedCommand {
  const filled = fillPlaceholders(command, labels);
  if (!filled.ok) return { verdict: 'withheld', reason: filled.reason };
  const text = filled.command;
  const judged = gate(text);
  switch (judged.verdict) {
    case 'read-only':
      return { verdict: 'shown', text };
    case 'refused':
      return { verdict: 'withheld', reason: judged.reason };
    case 'mutating': {
      const { effect, dryRun, undo } = judged;
      return { verdict: 'change', text, effect, dryRun, undo };
    }
  }
}
