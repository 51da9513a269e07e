import { z } from 'zod';

/** The headline must fit a lock screen. */
export const headlineLimit = 120;

const evidence = z
  .array(z.string())
  .describe('Ids of the evidence items (such as "E2") that contain every figure and name in the text.');

const Statement = z.object({
  text: z.string().describe('One or two plain sentences. Figures exactly as the evidence has them.'),
  evidence,
});

const Step = Statement.extend({
  command: z
    .string()
    .nullable()
    .describe(
      'One complete shell command that a person could run, or null. Never a pipeline, never a placeholder.',
    ),
});

const Investigation = Step.extend({
  promql: z.string().nullable().describe('One PromQL query that would tell more, or null.'),
});

export const rootCauseStatuses = ['confirmed', 'likely', 'inconclusive'] as const;
export const impactLevels = ['critical', 'high', 'medium', 'low'] as const;

/**
 * What a model is asked for. No lengths or counts in the schema: the structured-output dialects of the providers do
 * not agree on them, so limits are applied in code after the answer is there.
 */
export const Hypothesis = z.object({
  headline: Statement.extend({
    text: z.string().describe(`What is wrong and why, at most ${headlineLimit} characters, no markup.`),
  }),
  root_cause: Statement.extend({
    text: z.string().describe('At most two sentences: the cause and its mechanism.'),
    status: z
      .enum(rootCauseStatuses)
      .describe(
        'confirmed: the evidence shows mechanism and timing; likely: it fits; inconclusive: it does not say.',
      ),
  }),
  alternatives: z.array(Statement).describe('Other explanations, with what speaks for or against each.'),
  impact: Statement.extend({ level: z.enum(impactLevels) }),
  remediation: z.array(Step).describe('What to do, the most useful first.'),
  investigation: z.array(Investigation).describe('What to look at next, the most useful first.'),
  prevention: z.array(Statement).describe('What would keep this from happening again.'),
  disproof: z
    .object({
      query: z.string().describe('One PromQL query on metrics that the evidence names.'),
      expected: z
        .string()
        .describe('What it gives if the root cause is right: a comparison with a number, such as "< 0.1".'),
    })
    .nullable()
    .describe('The query whose result would speak most against the root cause, or null.'),
});

export type Hypothesis = z.infer<typeof Hypothesis>;
export type RootCauseStatus = (typeof rootCauseStatuses)[number];
export type ImpactLevel = (typeof impactLevels)[number];

/** Where a model says that the cause lies, in names alone: what evaluations compare with the known answer. */
export const Culprit = z.object({
  service: z
    .string()
    .nullable()
    .describe('The service in which the cause lies, as the evidence writes it; null when that is not known.'),
  change: z
    .string()
    .nullable()
    .describe('The id of the change that caused it, without its kind; null when no change did.'),
});
export type Culprit = z.infer<typeof Culprit>;
