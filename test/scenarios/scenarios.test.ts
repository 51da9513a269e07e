import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/signals/diagnose.ts';
import { brokenItself, calledMore } from './scenarios-called-more.ts';
import { causedByChanges } from './scenarios-changes.ts';
import { expiredCases } from './scenarios-expired.ts';
import { flagCases } from './scenarios-flags.ts';
import { givesUp, limitAsAlways } from './scenarios-given-up.ts';
import { hardCases } from './scenarios-hard.ts';
import { inputCases } from './scenarios-inputs.ts';
import { latentCases } from './scenarios-latent.ts';
import { loopsAndNone } from './scenarios-loops.ts';
import { machineCases } from './scenarios-machines.ts';
import { causedByNone } from './scenarios-none.ts';
import { outsideCases } from './scenarios-outside.ts';
import { poisonCases } from './scenarios-poison.ts';
import { providerCases } from './scenarios-providers.ts';
import { reachCases } from './scenarios-reach.ts';
import { shortCases } from './scenarios-short.ts';
import { tableCases } from './scenarios-table.ts';
import { topicCases } from './scenarios-topics.ts';
import { type Sketch, toChangeId, toWorld } from './world.ts';

function diagnoseSketch(sketch: Sketch) {
  const { observations, context } = toWorld(sketch);
  return diagnose(observations, context);
}

/** Callers that answer for what those suffer that they call, and those that do not. */
const makers = [...calledMore, ...givesUp, ...loopsAndNone];
const sufferers = [...brokenItself, ...limitAsAlways];

const all = [
  ...causedByChanges,
  ...causedByNone,
  ...hardCases,
  ...shortCases,
  ...tableCases,
  ...flagCases,
  ...reachCases,
  ...latentCases,
  ...makers,
  ...sufferers,
  ...outsideCases,
  ...inputCases,
  ...topicCases,
  ...poisonCases,
  ...expiredCases,
  ...machineCases,
  ...providerCases,
];
const named = (wanted: (sketch: Sketch) => boolean) =>
  all.filter(wanted).map((sketch) => [sketch.name, sketch] as const);

describe('of several changes, the one is named that caused', () => {
  test.each(named(({ culprit }) => culprit !== null))('%s', (_, sketch) => {
    const { changes, blastRadius } = diagnoseSketch(sketch);
    expect(changes[0]?.id).toBe(toChangeId(sketch, sketch.culprit ?? ''));
    if (sketch.hit !== undefined) expect(blastRadius.toSorted()).toEqual(sketch.hit);
  });
});

describe('the service where it began stands first:', () => {
  test.each(named(({ began }) => began !== undefined))('%s', (_, sketch) => {
    expect(diagnoseSketch(sketch).candidates[0]?.service).toBe(sketch.began);
  });
});

const ownMaking = /; it (?:calls|ends its calls|gives up calls) /;

describe('what a caller does to those it calls', () => {
  test.each(named((sketch) => makers.includes(sketch) && sketch.began !== undefined))(
    'is told: %s',
    (_, sketch) => {
      expect(diagnoseSketch(sketch).candidates[0]?.reason).toMatch(ownMaking);
    },
  );

  test.each(named((sketch) => sufferers.includes(sketch)))('is nothing: %s', (_, sketch) => {
    expect(diagnoseSketch(sketch).candidates.filter(({ reason }) => ownMaking.test(reason))).toEqual([]);
  });
});

describe('no change is blamed for', () => {
  test.each(named(({ culprit }) => culprit === null))('%s', (_, sketch) => {
    const { changes, otherCause, blastRadius } = diagnoseSketch(sketch);
    expect(changes).toEqual([]);
    if (sketch.instead !== undefined) expect(otherCause).toMatch(sketch.instead);
    if (sketch.hit !== undefined) expect(blastRadius.toSorted()).toEqual(sketch.hit);
  });
});
