import { mean, median } from 'simple-statistics';
import { type Interval, resampleDifference } from './bootstrap.ts';
import type { ModelEvaluation } from './evaluate-model.ts';
import { renderRows } from './evaluation-table.ts';
import type { AnswerScore } from './score-answer.ts';

interface Measure {
  readonly name: string;
  /** Null where an answer has no such figure. */
  readonly read: (score: AnswerScore) => number | null;
  readonly digits: number;
}

const yes = (value: boolean | null): number | null => (value === null ? null : Number(value));

const measures: readonly Measure[] = [
  { name: 'service right', read: ({ serviceRight }) => yes(serviceRight), digits: 2 },
  { name: 'change right', read: ({ changeRight }) => yes(changeRight), digits: 2 },
  { name: 'decoy blamed', read: ({ blamesDecoy }) => yes(blamesDecoy), digits: 2 },
  { name: 'answer withheld', read: ({ withheld }) => yes(withheld !== null), digits: 2 },
  {
    name: 'claims that hold',
    read: ({ claimsFound, claimsTotal }) => (claimsTotal === 0 ? null : claimsFound / claimsTotal),
    digits: 2,
  },
  { name: 'true claims before the check', read: ({ trueBefore }) => trueBefore, digits: 3 },
  { name: 'true claims as shown', read: ({ trueAfter }) => trueAfter, digits: 3 },
  { name: 'commands refused', read: ({ commandsRefused }) => commandsRefused, digits: 2 },
  { name: 'asked back', read: ({ askedBack }) => askedBack, digits: 1 },
  { name: 'input tokens', read: ({ inputTokens }) => inputTokens, digits: 0 },
  { name: 'cached input tokens', read: ({ cachedInputTokens }) => cachedInputTokens, digits: 0 },
  { name: 'output tokens', read: ({ outputTokens }) => outputTokens, digits: 0 },
  { name: 'cost in USD', read: ({ costUsd }) => costUsd, digits: 4 },
  { name: 'latency in s', read: ({ latencyMs }) => latencyMs / 1000, digits: 1 },
];

function listValues(scores: readonly AnswerScore[], { read }: Measure): readonly number[] {
  return scores.flatMap((score) => read(score) ?? []);
}

function describe(evaluation: ModelEvaluation): string {
  const { model, prompt, questions } = evaluation;
  return `${model}, prompt ${prompt}, ${questions === 0 ? 'asks nothing back' : `may ask back ${questions}`}`;
}

function toMark(right: boolean | null): string {
  if (right === null) return '–';
  return right ? 'right' : 'wrong';
}

function toSummaryRows({ scores }: ModelEvaluation): readonly (readonly string[])[] {
  return measures.flatMap((measure) => {
    const values = listValues(scores, measure);
    if (values.length === 0) return [];
    const format = (value: number): string => value.toFixed(measure.digits);
    return [[measure.name, format(mean([...values])), format(median([...values])), String(values.length)]];
  });
}

function toBundleRow(score: AnswerScore): readonly string[] {
  return [
    score.bundle,
    String(score.run),
    score.rung,
    `${score.service ?? '–'} (${toMark(score.serviceRight)})`,
    `${score.change ?? 'none'} (${toMark(score.changeRight)}${score.blamesDecoy ? ', a decoy' : ''})`,
    score.status ?? '–',
    `${score.claimsFound}/${score.claimsTotal}`,
    `${score.inputTokens} + ${score.outputTokens}`,
    score.withheld ?? '',
  ];
}

/** What an alert is usually said to cost with a model, for comparison. */
const usualUsd = '0.03–0.15';

/** One run as Markdown: how often it was right, what held, what it cost, and every incident. */
export function renderModelReport(evaluation: ModelEvaluation): string {
  const costs = evaluation.scores.flatMap(({ costUsd }) => costUsd ?? []);
  const cost =
    costs.length === 0
      ? 'The cost is not known.'
      : `An incident cost ${mean(costs).toFixed(4)} USD on average; ${usualUsd} USD an alert is usual elsewhere.`;
  return [
    `## ${evaluation.set}: ${describe(evaluation)}`,
    '',
    renderRows(['measure', 'mean', 'median', 'answers'], toSummaryRows(evaluation)),
    '',
    cost,
    '',
    renderRows(
      ['incident', 'run', 'rung', 'service', 'change', 'status', 'claims', 'tokens', 'withheld because'],
      evaluation.scores.map(toBundleRow),
    ),
  ].join('\n');
}

/** A measure's mean over the runs of each incident. */
function byBundle(scores: readonly AnswerScore[], measure: Measure): ReadonlyMap<string, number> {
  const values = new Map<string, number[]>();
  for (const score of scores) {
    const value = measure.read(score);
    if (value !== null) values.set(score.bundle, [...(values.get(score.bundle) ?? []), value]);
  }
  return new Map([...values].map(([bundle, list]) => [bundle, mean(list)]));
}

export interface MeasuredDifference extends Interval {
  readonly measure: string;
  readonly before: number;
  readonly after: number;
  readonly incidents: number;
}

/** Differences of two runs over the incidents that both have, with the 95 % interval of each. */
export function compareModels(
  before: ModelEvaluation,
  after: ModelEvaluation,
): readonly MeasuredDifference[] {
  return measures.flatMap((measure) => {
    const [then, now] = [byBundle(before.scores, measure), byBundle(after.scores, measure)];
    const pairs = [...now].flatMap(([bundle, value]) => {
      const earlier = then.get(bundle);
      return earlier === undefined ? [] : [[earlier, value] as const];
    });
    if (pairs.length === 0) return [];
    return [
      {
        measure: measure.name,
        before: mean(pairs.map(([value]) => value)),
        after: mean(pairs.map(([, value]) => value)),
        incidents: pairs.length,
        ...resampleDifference(pairs.map(([earlier, value]) => value - earlier)),
      },
    ];
  });
}

/** Two runs side by side as Markdown. */
export function renderComparison(before: ModelEvaluation, after: ModelEvaluation): string {
  const rows = compareModels(before, after).map((one) => {
    const digits = measures.find(({ name }) => name === one.measure)?.digits ?? 2;
    const format = (value: number): string => value.toFixed(digits);
    const signed = (value: number): string => `${value > 0 ? '+' : ''}${format(value)}`;
    return [
      one.measure,
      format(one.before),
      format(one.after),
      signed(one.mean),
      `${signed(one.low)} … ${signed(one.high)}`,
      String(one.incidents),
    ];
  });
  return [
    `Before: ${describe(before)}. Now: ${describe(after)}.`,
    '',
    renderRows(['measure', 'before', 'now', 'difference', '95 % interval', 'incidents'], rows),
  ].join('\n');
}
