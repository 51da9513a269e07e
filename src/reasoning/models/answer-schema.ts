import { z } from 'zod';
import { Culprit, Hypothesis } from '../../domain/hypothesis.ts';
import { ModelQuestion } from '../../domain/model-question.ts';

const Answer = Hypothesis.extend({ culprit: Culprit });

/** `questions` is empty when nothing would change the answer. */
const AskingAnswer = Answer.extend({ questions: z.array(ModelQuestion) });

export interface ParsedAnswer {
  readonly hypothesis: Hypothesis;
  readonly culprit: Culprit;
  readonly questions: readonly ModelQuestion[];
}

/** What a model is asked for: a hypothesis, and questions where it may ask any. */
export function toAnswerSchema(mayAsk: boolean): typeof Answer | typeof AskingAnswer {
  return mayAsk ? AskingAnswer : Answer;
}

const unknownCulprit: Culprit = { service: null, change: null };

/** Takes an answer apart; what is not part of the hypothesis may be missing, no person reads it. */
export function splitAnswer(
  answer: Hypothesis & { readonly questions?: ModelQuestion[]; readonly culprit?: Culprit },
): ParsedAnswer {
  const { questions = [], culprit = unknownCulprit, ...hypothesis } = answer;
  return { hypothesis, culprit, questions };
}

/** An answer in which only the hypothesis need be whole. */
export const LenientAnswer = Hypothesis.extend({
  culprit: Culprit.optional().catch(undefined),
  questions: z.array(ModelQuestion).optional().catch(undefined),
});

/** The schema in words, for models whose server does not know schemas. */
export function describeSchema(mayAsk: boolean): string {
  const schema = JSON.stringify(z.toJSONSchema(toAnswerSchema(mayAsk)));
  return `Answer with one JSON object and nothing else. It follows this JSON schema:\n${schema}`;
}
