import { NoObjectGeneratedError } from 'ai';
import type { AppError } from '../../domain/errors.ts';
import { Hypothesis } from '../../domain/hypothesis.ts';
import { isEnglish } from './answer-language.ts';
import { LenientAnswer, type ParsedAnswer, splitAnswer } from './answer-schema.ts';

/** A bad answer, and what is wrong with it: what the model is shown to try once more. */
export interface Repair {
  readonly answer: string;
  readonly problems: readonly string[];
}

/** A model that writes in circles is not helped by reading all of it again. */
const longestAnswer = 12_000;
const mostProblems = 12;

/** The JSON in an answer that has words around it; undefined when there is none. */
function findJson(text: string): unknown {
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (from === -1 || to <= from) return undefined;
  try {
    return JSON.parse(text.slice(from, to + 1));
  } catch {
    return undefined;
  }
}

/** The answer in a text that may have prose or a fence around its JSON; null when that is not all that is wrong. */
export function salvage(text: string, mayAsk: boolean): ParsedAnswer | null {
  const parsed = LenientAnswer.safeParse(findJson(text));
  if (!parsed.success) return null;
  const { culprit, questions, ...hypothesis } = parsed.data;
  return splitAnswer({
    ...hypothesis,
    ...(culprit === undefined ? {} : { culprit }),
    ...(questions === undefined || !mayAsk ? {} : { questions }),
  });
}

/** What the checks after this one read. */
export const wantedLanguage = 'the answer is not in English';

/** What is wrong with an answer, part by part; empty when nothing is. */
export function findProblems(text: string): readonly string[] {
  const json = findJson(text);
  if (json === undefined) return ['it is not one JSON object'];
  const parsed = Hypothesis.safeParse(json);
  if (parsed.success) return isEnglish(parsed.data) ? [] : [wantedLanguage];
  return parsed.error.issues
    .slice(0, mostProblems)
    .map(({ path, message }) => `${path.join('.') || 'the answer'}: ${message}`);
}

/** Whether the same words come again and again: the end of an answer three times in what precedes it. */
export function isLooping(text: string): boolean {
  const tail = text.slice(-60);
  return text.length > 2000 && tail.length === 60 && text.split(tail).length > 3;
}

/** What to show the model so that it can mend its answer; null when there is nothing to mend. */
export function findRepair(error: AppError): Repair | null {
  const { cause } = error;
  if (error.code !== 'model_bad_answer' || !NoObjectGeneratedError.isInstance(cause)) return null;
  const text = cause.text ?? '';
  if (text.trim() === '' || isLooping(text)) return null;
  const problems = findProblems(text);
  return problems.length === 0 ? null : { answer: text.slice(0, longestAnswer), problems };
}
