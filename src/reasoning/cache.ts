import { createHash } from 'node:crypto';
import type { Diagnosis } from '../domain/diagnosis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import type { Model } from './models/model.ts';
import type { PromptTemplate } from './prompt/load-prompt.ts';

export interface Question {
  readonly incident: Incident;
  readonly evidence: readonly EvidenceItem[];
  readonly diagnosis: Diagnosis | null;
  readonly models: readonly Model[];
  readonly template: PromptTemplate;
  /** Who may see it, and what was masked: an answer never crosses from one class to another. */
  readonly dataClass: string;
}

/** A name that stands for one of many equal things, and what stands in its place in a key and in a kept answer. */
export interface Alias {
  readonly placeholder: string;
  readonly value: string;
}

export interface QuestionKeys {
  /** The same question: equal facts, to two digits and five minutes, about equal things. */
  readonly key: string;
  /** The same kind of question: one situation, the same changes, whatever the figures. */
  readonly situation: string;
  readonly aliases: readonly Alias[];
}

/** Labels that only say which one of many it is. */
const replicaLabels = ['instance', 'pod', 'node', 'host', 'hostname', 'nodename', 'container_id', 'device'];
/** Shorter names, and those without a figure, may be words of the text. */
const shortestName = 5;

function findAliases({ alerts }: Incident): readonly Alias[] {
  const found = new Map<string, string>();
  for (const name of replicaLabels) {
    const values = alerts.flatMap(({ labels }) => labels[name] ?? []);
    const named = values.flatMap((value) => [value, value.replace(/:\d+$/, '')]);
    for (const value of new Set(named)) {
      if (value.length < shortestName || !/\d/.test(value) || found.has(value)) continue;
      const count = [...found.values()].filter((placeholder) => placeholder.startsWith(`⟦${name}-`)).length;
      found.set(value, `⟦${name}-${count + 1}⟧`);
    }
  }
  // The longest first: node-10:9100 before node-10 before node-1.
  return [...found]
    .map(([value, placeholder]) => ({ value, placeholder }))
    .sort((a, b) => b.value.length - a.value.length);
}

const namePart = /[\w-]/;

/**
 * The name as a word of its own, replaced wherever it stands. Not by a pattern: one for each name of each incident would be
 * compiled, and its machine code kept until the next full garbage collection, some 25 MB in a storm of 500 incidents.
 */
function replaceName(text: string, { value, placeholder }: Alias): string {
  let replaced = '';
  let rest = 0;
  for (let at = text.indexOf(value); at !== -1; ) {
    const end = at + value.length;
    const isWhole = !namePart.test(text.charAt(at - 1)) && !namePart.test(text.charAt(end));
    if (isWhole) {
      replaced += text.slice(rest, at) + placeholder;
      rest = end;
    }
    at = text.indexOf(value, isWhole ? end : at + 1);
  }
  return rest === 0 ? text : replaced + text.slice(rest);
}

/** A text in which equal things have one name. */
export function toAliased(text: string, aliases: readonly Alias[]): string {
  return aliases.reduce(replaceName, text);
}

export function fromAliased(text: string, aliases: readonly Alias[]): string {
  return aliases.reduce((rest, { value, placeholder }) => rest.replaceAll(placeholder, value), text);
}

const timePattern = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;
const identifier = /\b(?=[0-9a-f-]*\d)[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\b/gi;
const number = /\d+(?:[.,]\d+)*/g;
const stepMs = 300_000;

/** Figures to two digits, times to five minutes from the start of the alert, and no identifiers. */
function normalise(text: string, startedAtMs: number): string {
  return text
    .replaceAll(timePattern, (time) => `t${Math.round((Date.parse(time) - startedAtMs) / stepMs)}`)
    .replaceAll(identifier, '#')
    .replaceAll(number, (digits) => {
      const value = Number(digits.replaceAll(',', ''));
      return Number.isFinite(value) ? String(Number(value.toPrecision(2))) : '#';
    });
}

function hash(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * What makes two questions the same: the models and the prompt, who may see it, the situation by its fingerprint, every
 * change, and all facts in round figures. What was answered to one is checked again against the evidence of the other,
 * so that figures which differ within the rounding do not slip through.
 */
export function toQuestionKeys(question: Question): QuestionKeys {
  const { incident, evidence, diagnosis, models, template } = question;
  const aliases = findAliases(incident);
  const round = (text: string): string => normalise(toAliased(text, aliases), incident.startedAtMs);
  const changes = evidence
    .filter(({ kind, status }) => kind === 'change' && status === 'observed')
    .map(({ observed, title }) => [observed, title]);
  const kind = [
    models.map(({ type, model }) => [type, model]),
    template.hash,
    question.dataClass,
    incident.alertName,
    incident.severity,
    // It names what is at fault, which may be one of many equal things.
    diagnosis === null ? null : toAliased(diagnosis.fingerprint, aliases),
    diagnosis?.changes.map(({ key }) => key) ?? null,
    changes,
  ];
  const told = evidence.map(({ source, title, status, reason, query, facts }) => [
    source,
    status,
    ...[title, reason ?? '', query ?? '', ...facts.map((fact) => fact.text)].map(round),
  ]);
  const annotations = Object.entries(incident.annotations).map(([name, value]) => [name, round(value)]);
  return { key: hash([kind, annotations, told]), situation: hash(kind), aliases };
}
