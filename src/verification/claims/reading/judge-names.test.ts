import { expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { thumbnails } from '../../../../test/planted/worlds/thumbnails.ts';
import { judgeNames } from './judge-names.ts';

const ask = createAsker(thumbnails);

/** The names that stand where they may not, each with what is known instead. */
function faultsOf(sentence: string, ...cited: readonly string[]): readonly string[] {
  const { reading, library, cited: ids } = ask(sentence, ...cited);
  const changes = library.items.filter(({ ground }) => ground.kind === 'change' && ids.has(ground.id));
  const alert = library.items.find(({ ground }) => ground.kind === 'alert');
  const known = { isSaid: library.isSaid, changes, directory: library.directory };
  return judgeNames(reading, known, alert).map(({ text, actual }) => `${text} (${actual})`);
}

test.each<[string, readonly string[], readonly string[]]>([
  // who made a change
  ['j.petrov released preview-worker 6.4.0.', ['E11', 'E12'], ['j.petrov (ana duarte)']],
  ['Ana Duarte released preview-worker 6.4.0.', ['E11', 'E12'], []],
  // whom the alert is about
  ['The alert fires for mail-sender.', ['E2', 'E10'], ['mail-sender (null)']],
  ['The alert fires for preview-worker.', ['E2', 'E10'], []],
  // to what it was made
  ['2.19.3 was deployed to upload-api.', ['E12'], ['upload-api (null)']],
  ['2.19.3 was deployed to mail-sender.', ['E12'], []],
  // what another change did
  [
    'mail-sender 2.19.3 decodes the whole picture and its embedded preview.',
    ['E11', 'E12'],
    ['mail-sender 2.19.3 decodes the whole pic ("send digests every 15 min instead of every 60 min")'],
  ],
  ['preview-worker 6.4.0 decodes the whole picture and its embedded preview.', ['E11', 'E12'], []],
  // which way it went
  [
    'l.moreau lowered the replicas of preview-worker.',
    ['E13'],
    ['lowered ("scale preview-worker from 2 to 5 replicas")'],
  ],
  ['l.moreau raised the replicas of preview-worker.', ['E13'], []],
  // whose lines tell of it
  ['upload-api logs decode warnings that took long, no preview was cached.', ['E14'], ['upload-api (null)']],
  ['preview-worker logs decode warnings that took long, no preview was cached.', ['E14'], []],
])('%s', (sentence, cited, faults) => {
  expect(faultsOf(sentence, ...cited)).toEqual(expect.arrayContaining([...faults]));
  if (faults.length === 0) expect(faultsOf(sentence, ...cited)).toEqual([]);
});
