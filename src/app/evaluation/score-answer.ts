import type { Analysis } from '../../domain/analysis.ts';
import type { Truth } from '../../evidence/bundle/read-truth.ts';
import { countTrueClaims } from '../../verification/count-true-claims.ts';

/** How a model's answer to one incident came out. Null where the truth does not say, or nothing was said. */
export interface AnswerScore {
  readonly bundle: string;
  readonly run: number;
  readonly rung: string;
  readonly status: string | null;
  readonly service: string | null;
  readonly change: string | null;
  readonly serviceRight: boolean | null;
  readonly changeRight: boolean | null;
  readonly blamesDecoy: boolean;
  /** Why people are shown what code says instead. */
  readonly withheld: string | null;
  readonly claimsFound: number;
  readonly claimsTotal: number;
  /** Shares of the claims that are true, of what the model said and of what is left of it for people; null for no claims. */
  readonly trueBefore: number | null;
  readonly trueAfter: number | null;
  readonly commands: number;
  readonly commandsRefused: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number | null;
  readonly latencyMs: number;
  readonly askedBack: number;
  readonly failures: readonly string[];
}

function same(said: string | null, true_: string): boolean {
  return said !== null && said.trim().toLowerCase() === true_.toLowerCase();
}

/** A change is known by its id; a commit also by the first characters of it. */
function sameChange(said: string | null, id: string): boolean {
  if (said === null) return false;
  const [short, long] = [said.trim().toLowerCase(), id.toLowerCase()];
  return short === long || (short.length >= 7 && long.startsWith(short));
}

function toShare({ true: held, total }: { readonly true: number; readonly total: number }): number | null {
  return total === 0 ? null : held / total;
}

/** Scores what the model stated, and what the check made of it. */
export function scoreAnswer(options: {
  readonly bundle: string;
  readonly run: number;
  readonly truth: Truth;
  readonly analysis: Analysis;
  readonly latencyMs: number;
}): AnswerScore {
  const { bundle, run, truth, analysis, latencyMs } = options;
  const { culprit, model, hypothesis, failures } = analysis;
  const said = culprit ?? null;
  const service = said?.service ?? null;
  const change = said?.change ?? null;
  const none = truth.change === 'none';
  const steps = [...(hypothesis?.remediation ?? []), ...(hypothesis?.investigation ?? [])];
  const claims = hypothesis === null ? null : countTrueClaims(hypothesis);
  const commands = steps.flatMap((step) => step.command ?? []);
  return {
    bundle,
    run,
    rung: analysis.rung,
    status: hypothesis?.rootCause.status ?? null,
    service,
    change,
    serviceRight: truth.service == null ? null : same(service, truth.service),
    changeRight:
      truth.change == null
        ? null
        : none
          ? said !== null && change === null
          : sameChange(change, truth.change),
    blamesDecoy: (truth.decoys ?? []).some((decoy) => sameChange(change, decoy)),
    withheld: hypothesis?.withheld ?? null,
    claimsFound: hypothesis?.claimsFound ?? 0,
    claimsTotal: hypothesis?.claimsTotal ?? 0,
    trueBefore: claims === null ? null : toShare(claims.before),
    trueAfter: claims === null ? null : toShare(claims.after),
    commands: commands.length,
    commandsRefused: commands.filter(({ verdict }) => verdict === 'withheld').length,
    inputTokens: model?.inputTokens ?? 0,
    cachedInputTokens: model?.cachedInputTokens ?? 0,
    outputTokens: model?.outputTokens ?? 0,
    costUsd: model === null ? 0 : model.costUsd,
    latencyMs,
    askedBack: model?.askedBack ?? 0,
    failures: failures.map(({ code, message }) => `${code}: ${message}`),
  };
}
