/** How sure the root cause may be called, whatever the model called it. */
import type { Diagnosis, RankedChange } from '../domain/diagnosis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { RootCauseStatus } from '../domain/hypothesis.ts';
import type { CheckedStatement } from '../domain/verdict.ts';

import { containsName } from './claims/contains-name.ts';
import { holds } from './fate.ts';

const levels: readonly RootCauseStatus[] = ['confirmed', 'likely', 'inconclusive'];

function lower(status: RootCauseStatus): RootCauseStatus {
  return levels[Math.min(levels.indexOf(status) + 1, levels.length - 1)] ?? 'inconclusive';
}

const liveKinds: readonly EvidenceItem['kind'][] = ['series', 'logs', 'trace', 'event'];

/** Whether measurements, not texts, show what happened and when. */
export function hasMechanismAndTiming(cause: CheckedStatement, evidence: readonly EvidenceItem[]): boolean {
  const borne = cause.claims.filter(holds).map((claim) => ({
    kind: claim.kind,
    item: evidence.find(({ id }) => id === claim.evidence),
  }));
  const live = (item: EvidenceItem | undefined): boolean =>
    item?.status === 'observed' && liveKinds.includes(item.kind);
  const mechanism = borne.some(({ kind, item }) => (kind === 'figure' || kind === 'direction') && live(item));
  const timing = borne.some(
    ({ kind, item }) => ['time', 'duration', 'order'].includes(kind) && item?.status === 'observed',
  );
  return mechanism && timing;
}

/** A candidate that is behind the first by this much is another cause. */
const strongLead = 0.3;

export interface RankingView {
  /** `silent`: the ranking names no cause, or the root cause no service that it knows. */
  readonly verdict: 'agrees' | 'silent' | 'disagrees';
  /** What the ranking says in place of the root cause; null unless it disagrees. */
  readonly disagreement: string | null;
}

const silent: RankingView = { verdict: 'silent', disagreement: null };

/** People name a change by its id, or by its kind and service: "deploy checkout-api v2.4.0", "the configuration of ingress". */
function isNamed({ id, kind, service }: RankedChange, text: string): boolean {
  return containsName(text, id) || (service !== null && containsName(text, service) && text.includes(kind));
}

/** Whether the ranking by code points to what the root cause names: its first service, or the change that it puts first. */
export function compareRanking(cause: CheckedStatement, diagnosis: Diagnosis | null): RankingView {
  if (diagnosis === null || !diagnosis.isCause) return silent;
  const [first] = diagnosis.candidates;
  const text = cause.text.toLowerCase();
  if (first === undefined) return silent;
  const [change] = diagnosis.changes;
  const namesChange = change !== undefined && isNamed(change, text);
  if (containsName(text, first.service) || namesChange) return { verdict: 'agrees', disagreement: null };
  const services = [
    ...new Set([
      ...diagnosis.candidates.map(({ service }) => service),
      ...diagnosis.blastRadius,
      ...diagnosis.propagation.map(({ service }) => service),
    ]),
  ];
  const named = services.filter((service) => containsName(text, service));
  if (named.length === 0) return silent;
  const best = Math.max(
    0,
    ...diagnosis.candidates.filter(({ service }) => named.includes(service)).map(({ score }) => score),
  );
  if (first.score - best < strongLead) return silent;
  const disagreement = `The ranking by code points to ${first.service} instead: ${first.reason}`;
  return { verdict: 'disagrees', disagreement };
}

export interface StatusQuestion {
  readonly said: RootCauseStatus;
  readonly cause: CheckedStatement;
  readonly evidence: readonly EvidenceItem[];
  readonly disagreement: string | null;
}

/** The status that the evidence allows, and why it is less than what was said. Each reason takes one step. */
export function decideStatus({ said, cause, evidence, disagreement }: StatusQuestion): {
  readonly status: RootCauseStatus;
  readonly downgrades: readonly string[];
} {
  const cited = evidence.filter(({ id }) => cause.evidence.includes(id));
  const gone = cited.filter(({ status }) => status === 'unavailable' || status === 'not_configured');
  const faults = cause.claims.filter((claim) => !holds(claim));
  const steps: readonly (readonly [applies: boolean, reason: string])[] = [
    [faults.length > 0, 'not all that it claims is in the evidence'],
    [gone.length > 0, `it rests on what could not be had (${gone.map(({ title }) => title).join(', ')})`],
    [disagreement !== null, 'the ranking by code points elsewhere'],
  ];
  const taken = steps.filter(([applies]) => applies).map(([, reason]) => reason);
  const status = taken.reduce(lower, said);
  if (status !== 'confirmed') return { status, downgrades: said === 'inconclusive' ? [] : taken };
  if (cause.verdict !== 'verified')
    return { status: 'likely', downgrades: ['nothing in it could be recomputed'] };
  if (!hasMechanismAndTiming(cause, evidence)) {
    return { status: 'likely', downgrades: ['no measurement shows both its mechanism and its timing'] };
  }
  return { status, downgrades: taken };
}
