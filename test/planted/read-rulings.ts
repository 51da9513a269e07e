import type { EvidenceItem } from '../../src/domain/evidence.ts';
import { createGrounds } from '../../src/verification/claims/grounds.ts';
import { createLibrary } from '../../src/verification/claims/reading/library.ts';
import { readClaims } from '../../src/verification/claims/reading/read-claims.ts';
import { fareCache } from './worlds/fares.ts';
import { parcels } from './worlds/parcels.ts';
import { thumbnails } from './worlds/thumbnails.ts';

type ReadRulings = (sentence: string, ...evidence: readonly string[]) => readonly string[];

/** Reads sentences against items of an incident of which the alert is E1. */
export function createReader(world: readonly EvidenceItem[]): ReadRulings {
  const grounds = createGrounds(world);
  const library = createLibrary(grounds);
  return (sentence, ...evidence) =>
    readClaims(sentence, { library, cited: new Set(['E1', ...evidence]) }).map(
      ({ kind, text, ruling }) => `${kind} ${text}: ${ruling.holds}`,
    );
}

/** What reading a sentence against items of the recorded incident makes of it: "figure 660 ms: true". The alert is cited, too. */
export const readRulings: ReadRulings = createReader(parcels);

/** The same against items of the one with the previews. */
export const readPreviewRulings: ReadRulings = createReader(thumbnails);

/** The same against items of the one whose series go up and down all the while. */
export const readFareRulings: ReadRulings = createReader(fareCache);
