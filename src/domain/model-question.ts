import { z } from 'zod';

/** What a model may ask for before it answers for good; nothing that changes anything. */
export const questionKinds = ['promql', 'logs', 'diff', 'runbook'] as const;
export type QuestionKind = (typeof questionKinds)[number];

export const ModelQuestion = z.object({
  kind: z
    .enum(questionKinds)
    .describe(
      'promql: one query; logs: words to look for in the log lines; diff: the id of a change; runbook: a heading.',
    ),
  text: z.string().describe('The query, the words, the id or the heading.'),
});

/** A question that a model asks back. */
export type ModelQuestion = z.infer<typeof ModelQuestion>;
