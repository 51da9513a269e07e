import { z } from 'zod';

/** The headline must fit a lock screen. */
export const headlineLimit = 120;

/** The ids of the evidence items that contain every figure and name in the text, such as "E2". */
const evidence = z.array(z.string());

const Statement = z.object({ text: z.string(), evidence });

/** One complete shell command that a person could run, or none. */
const Step = Statement.extend({ command: z.string().nullable() });

/** One PromQL query that would tell more, or none. */
const Investigation = Step.extend({ promql: z.string().nullable() });

export const rootCauseStatuses = ['confirmed', 'likely', 'inconclusive'] as const;
export const impactLevels = ['critical', 'high', 'medium', 'low'] as const;

/**
 * What a model is asked for. What each part is to say stands in the prompt, once: descriptions in the schema would be paid
 * for with every call. No lengths or counts either: the structured-output dialects of the providers do not agree on them,
 * so limits are applied in code after the answer is there.
 */
export const Hypothesis = z.object({
  headline: Statement,
  root_cause: Statement.extend({ status: z.enum(rootCauseStatuses) }),
  alternatives: z.array(Statement),
  impact: Statement.extend({ level: z.enum(impactLevels) }),
  remediation: z.array(Step),
  investigation: z.array(Investigation),
  prevention: z.array(Statement),
  /** The query whose result would speak most against the root cause, and what it gives if that is right. */
  disproof: z.object({ query: z.string(), expected: z.string() }).nullable(),
});

export type Hypothesis = z.infer<typeof Hypothesis>;
export type RootCauseStatus = (typeof rootCauseStatuses)[number];
export type ImpactLevel = (typeof impactLevels)[number];

/** Where a model says that the cause lies, in names alone: what evaluations compare with the known answer. */
export const Culprit = z.object({
  /** As the evidence writes it; null when it is not known. */
  service: z.string().nullable(),
  /** The id of the change, without its kind; null when no change did it. */
  change: z.string().nullable(),
});
export type Culprit = z.infer<typeof Culprit>;
