import { z } from 'zod';
import { Hypothesis } from '../../domain/hypothesis.ts';
import { ModelQuestion } from '../../domain/model-question.ts';

const AskingHypothesis = Hypothesis.extend({
  questions: z
    .array(ModelQuestion)
    .describe('What you need to know to be surer; empty when nothing would change your answer.'),
});

export interface ParsedAnswer {
  readonly hypothesis: Hypothesis;
  readonly questions: readonly ModelQuestion[];
}

/** What a model is asked for: a hypothesis, and questions where it may ask any. */
export function toAnswerSchema(mayAsk: boolean): typeof Hypothesis | typeof AskingHypothesis {
  return mayAsk ? AskingHypothesis : Hypothesis;
}

export function splitAnswer(
  answer: z.infer<typeof Hypothesis> & { readonly questions?: ModelQuestion[] },
): ParsedAnswer {
  const { questions = [], ...hypothesis } = answer;
  return { hypothesis, questions };
}

/** The schema in words, for models whose server does not know schemas. */
export function describeSchema(mayAsk: boolean): string {
  const schema = JSON.stringify(z.toJSONSchema(toAnswerSchema(mayAsk)));
  return `Answer with one JSON object and nothing else. It follows this JSON schema:\n${schema}`;
}
