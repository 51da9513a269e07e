import { z } from 'zod';

/** What a model may ask for before it answers for good; nothing that changes anything. */
export const questionKinds = ['promql', 'logs', 'diff', 'runbook'] as const;
export type QuestionKind = (typeof questionKinds)[number];

export const ModelQuestion = z.object({
  kind: z.enum(questionKinds),
  /** The query, the words to look for, the id of a change or a heading. */
  text: z.string(),
});

/** A question that a model asks back. */
export type ModelQuestion = z.infer<typeof ModelQuestion>;
