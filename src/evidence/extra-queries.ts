import { z } from 'zod';
import type { Incident } from '../domain/incident.ts';
import type { Labels } from '../domain/labels.ts';
import { parseMatchers } from '../domain/matcher.ts';
import { plainQuestion, type Question } from './question.ts';

const units = [
  'none',
  'count',
  'bytes',
  'bytes_per_second',
  'per_second',
  'seconds',
  'percent',
  'ratio',
] as const;

/** `{{ $labels.instance }}`, also with a filter for values inside of a regular expression. */
const placeholder =
  /\{\{-?\s*(?:\$labels|\.Labels)\.([a-zA-Z_][a-zA-Z0-9_]*)\s*(\|\s*reQuoteMeta\s*)?-?\}\}/g;

const ExtraQuery = z.strictObject({
  matchers: z
    .array(z.string())
    .default([])
    .superRefine((texts, context) => {
      for (const [index, text] of texts.entries()) {
        const parsed = parseMatchers(text);
        if (!parsed.ok) context.addIssue({ code: 'custom', path: [index], message: parsed.reason });
      }
    })
    .meta({
      description: 'Which alerts it is asked for, such as alertname="DiskAlmostFull"; all when left out.',
    }),
  title: z.string().min(1).meta({ description: 'What it is called in messages and prompts.' }),
  expression: z
    .string()
    .min(1)
    .refine((text) => !text.replaceAll(placeholder, '').includes('{{'), {
      error: 'only {{ $labels.name }} and {{ $labels.name | reQuoteMeta }} are known',
    })
    .meta({
      description:
        'PromQL, with {{ $labels.instance }} for a label of the alert, and {{ $labels.instance | reQuoteMeta }} for one inside of a regular expression.',
    }),
  unit: z
    .enum(units)
    .optional()
    .meta({ description: 'What it counts; by the name of the metric when left out.' }),
});

export type ExtraQuery = z.output<typeof ExtraQuery>;

export const extraQueries = z
  .array(ExtraQuery)
  .default([])
  .meta({ description: 'Queries that are asked beside those that are found by themselves.' });

const regexSigns = /[\\^$.*+?()[\]{}|]/g;

/** Inside of a string in PromQL. */
function toStringBody(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

function fill(
  expression: string,
  labels: Labels,
): { readonly text: string; readonly missing: readonly string[] } {
  const missing: string[] = [];
  const text = expression.replaceAll(placeholder, (_, name: string, quoted: string | undefined) => {
    const value = labels[name];
    if (value === undefined) missing.push(name);
    return toStringBody(quoted === undefined ? (value ?? '') : (value ?? '').replaceAll(regexSigns, '\\$&'));
  });
  return { text, missing };
}

export interface FilledQuery {
  readonly question: Question;
  /** Labels that the alert does not have: it is not asked then. */
  readonly missing: readonly string[];
}

/** The configured queries for an incident, each with the labels of its first alert that fires. */
export function fillQueries(queries: readonly ExtraQuery[], incident: Incident): readonly FilledQuery[] {
  const alert = incident.alerts.find(({ status }) => status === 'firing') ?? incident.alerts[0];
  const labels: Labels = { ...incident.labels, ...alert?.labels };
  return queries.flatMap(({ matchers, title, expression, unit }) => {
    const holds = matchers.every((text) => {
      const parsed = parseMatchers(text);
      return parsed.ok && parsed.matchers.every((matcher) => matcher.matches(labels));
    });
    if (!holds) return [];
    const { text, missing } = fill(expression, labels);
    const question = { ...plainQuestion(title, text), unit: unit ?? null, plain: false, wanted: true };
    // What somebody wrote down may well be about something else.
    return [{ question: { ...question, elsewhere: true }, missing }];
  });
}
