import type { ModelUse } from '../domain/analysis.ts';
import type { Diagnosis } from '../domain/diagnosis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Finding } from '../domain/finding.ts';
import type { Incident } from '../domain/incident.ts';
import type { ModelQuestion } from '../domain/model-question.ts';
import { answerQuestion } from '../evidence/answer-question.ts';
import type { Gathered } from '../evidence/gather.ts';
import { type AskModelsOptions, askModels, type ModelsAnswer } from '../reasoning/analyse.ts';
import type { PromptTemplate } from '../reasoning/prompt/load-prompt.ts';
import { renderPrompt } from '../reasoning/prompt/render-prompt.ts';
import { gateQuery } from '../verification/promql/gate-query.ts';
import type { AppContext } from './context.ts';

/** What the models are told of an incident: redacted, but for what is looked up for their questions. */
export interface Case {
  readonly incident: Incident;
  readonly unredacted: Incident;
  readonly evidence: readonly EvidenceItem[];
  readonly findings: readonly Finding[];
  readonly diagnosis: Diagnosis | null;
  /** What questions are answered from, before it is redacted. */
  readonly gathered: Gathered;
  readonly redact: <T>(value: T) => Promise<T>;
}

export interface AskedModels {
  readonly answer: ModelsAnswer;
  /** The evidence, with what was asked for. */
  readonly evidence: readonly EvidenceItem[];
}

/** Looks questions up, each with the limits of gathering, and gives what was found as further evidence. */
async function lookUp(
  context: AppContext,
  about: Case,
  questions: readonly ModelQuestion[],
  stop: AbortSignal,
): Promise<readonly EvidenceItem[]> {
  const { config, collectors } = context.assembly();
  const incident = about.unredacted;
  const range = { fromMs: incident.startedAtMs - config.evidence.lookback, toMs: context.clock.now() };
  const deadline = new AbortController();
  const cancel = context.clock.after(config.evidence.deadline, () => deadline.abort());
  const signal = AbortSignal.any([stop, deadline.signal]);
  const { observations } = about.gathered;
  try {
    const drafts = await Promise.all(
      questions.map((question) =>
        answerQuestion(question, { incident, range, collectors, observations, gateQuery, signal }),
      ),
    );
    const known = about.evidence.length;
    const items = drafts.flat().map((draft, index) => ({ ...draft, id: `E${known + index + 1}` }));
    return await about.redact(items);
  } finally {
    cancel();
  }
}

/** Both calls as one: an incident's explanation has one price. */
function addUse(first: ModelUse, second: ModelUse, askedBack: number): ModelUse {
  return {
    ...second,
    inputTokens: first.inputTokens + second.inputTokens,
    cachedInputTokens: first.cachedInputTokens + second.cachedInputTokens,
    outputTokens: first.outputTokens + second.outputTokens,
    costUsd: first.costUsd === null || second.costUsd === null ? null : first.costUsd + second.costUsd,
    durationMs: first.durationMs + second.durationMs,
    askedBack,
  };
}

/**
 * Asks the models; one that may ask back is given what it asks for, a few questions in a few rounds. Each round has an
 * answer of its own, so that one which fails leaves the one before it.
 */
export async function askWithQuestions(
  context: AppContext,
  about: Case,
  options: Omit<AskModelsOptions, 'render'> & { readonly template: PromptTemplate },
): Promise<AskedModels> {
  const { clock } = context;
  const { ask_back: limits } = context.assembly().config.reasoning;
  let evidence = about.evidence;
  let asked = 0;
  const ask = (models: AskModelsOptions['models'], round: number): Promise<ModelsAnswer> =>
    askModels({
      ...options,
      models,
      render: ({ capabilities, maxOutputTokens }) => {
        const left = round < limits.rounds && capabilities.asksBack ? limits.questions - asked : 0;
        return renderPrompt(options.template, {
          incident: about.incident,
          evidence,
          findings: about.findings,
          diagnosis: about.diagnosis,
          nowMs: clock.now(),
          questionsLeft: left,
          roomTokens: capabilities.contextTokens - maxOutputTokens,
        });
      },
    });
  let answer = await ask(options.models, 0);
  for (let round = 1; round <= limits.rounds && answer.ok; round += 1) {
    const questions = answer.questions.slice(0, limits.questions - asked);
    if (questions.length === 0 || options.signal.aborted) break;
    const found = await lookUp(context, { ...about, evidence }, questions, options.signal);
    context.metrics.questions.inc({ model: answer.use.name }, questions.length);
    asked += questions.length;
    evidence = [...evidence, ...found];
    const again = await ask([answer.model], round);
    if (!again.ok) {
      answer = { ...answer, failures: [...answer.failures, ...again.failures] };
      break;
    }
    const failures = [...answer.failures, ...again.failures];
    answer = { ...again, failures, use: addUse(answer.use, again.use, asked) };
  }
  return { answer, evidence };
}
