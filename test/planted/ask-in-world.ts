import type { EvidenceItem } from '../../src/domain/evidence.ts';
import { createGrounds } from '../../src/verification/claims/grounds.ts';
import { createLibrary } from '../../src/verification/claims/reading/library.ts';
import { readSentence } from '../../src/verification/claims/reading/phrases.ts';
import type { RelationQuestion } from '../../src/verification/claims/reading/relation.ts';

type AskInWorld = (sentence: string, ...evidence: readonly string[]) => RelationQuestion;

/** A sentence as it is read against items of an incident of which the alert is E1, which is cited, too. */
export function createAsker(world: readonly EvidenceItem[]): AskInWorld {
  const library = createLibrary(createGrounds(world));
  const { directory } = library;
  return (sentence, ...evidence) => {
    const cited = new Set(['E1', ...evidence]);
    const all = library.items.filter(({ ground }) => cited.has(ground.id));
    const items = all.filter(({ ground }) => ground.kind !== 'alert');
    const alert = all.find(({ ground }) => ground.kind === 'alert')?.ground ?? null;
    return { reading: readSentence(sentence, { items, alert, directory }), library, cited };
  };
}
