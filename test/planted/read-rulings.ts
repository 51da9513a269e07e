import { createGrounds } from '../../src/verification/claims/grounds.ts';
import { createLibrary } from '../../src/verification/claims/reading/library.ts';
import { readClaims } from '../../src/verification/claims/reading/read-claims.ts';
import { parcels } from './worlds/parcels.ts';

const grounds = createGrounds(parcels);
const library = createLibrary(grounds);

/** What reading a sentence against items of the recorded incident makes of it: "figure 660 ms: true". The alert is cited, too. */
export function readRulings(sentence: string, ...evidence: readonly string[]): readonly string[] {
  return readClaims(sentence, { library, cited: new Set(['E1', ...evidence]) }).map(
    ({ kind, text, ruling }) => `${kind} ${text}: ${ruling.holds}`,
  );
}
