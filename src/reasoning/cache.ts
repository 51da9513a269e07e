import { createHash } from 'node:crypto';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import type { Model } from './models/model.ts';
import type { PromptTemplate } from './prompt/load-prompt.ts';

export interface Question {
  readonly incident: Incident;
  readonly evidence: readonly EvidenceItem[];
  readonly models: readonly Model[];
  readonly template: PromptTemplate;
}

/**
 * What makes two questions the same: the models and the prompt, and everything that the models would be told. Any other
 * figure, change or gap is another question, so that a cached answer never speaks of what was not measured.
 */
export function toCacheKey({ incident, evidence, models, template }: Question): string {
  const told = evidence.map(({ source, title, status, reason, query, facts }) => [
    source,
    title,
    status,
    reason,
    query,
    facts.map((fact) => fact.text),
  ]);
  const parts = [
    models.map(({ type, model }) => [type, model]),
    template.hash,
    incident.alertName,
    incident.severity,
    incident.annotations,
    told,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
