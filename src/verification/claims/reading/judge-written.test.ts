import { expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { alert, change, logs } from '../../../../test/planted/worlds/sketch.ts';
import { sampleFact } from '../../../../test/samples.ts';
import { judgeWritten } from './judge-written.ts';

const commit = change({
  ...{ id: 'E3', title: 'commit (67fd32f0)', service: '', minute: -9, author: 'kim.berg' },
  summary: 'shorter timeout',
});
const ask = createAsker([
  alert({ alertname: 'LoginErrors', service: 'login-api' }, 'login-api answers with errors'),
  logs({
    ...{ id: 'E2', service: 'sms-sender', level: 'error', since: 42, before: 0, firstMinute: -4 },
    line: 'POST /v2/messages: 503 Service Unavailable',
  }),
  {
    ...commit,
    facts: [
      ...commit.facts,
      sampleFact({ name: 'diff', text: 'diff:\n@@ client.yaml @@\n-  timeout: 1500ms\n+  timeout: 400ms' }),
    ],
  },
]);

/** The numbers of a sentence that a cited text has as they are told. */
function writtenIn(sentence: string): readonly string[] {
  const { reading } = ask(sentence, 'E2', 'E3');
  return reading.numerals.filter((one) => judgeWritten(one, reading)?.holds === true).map(({ text }) => text);
}

test.each<[string, readonly string[]]>([
  // the code of an answer
  ['sms-sender logged 503 Service Unavailable.', ['503']],
  ['sms-sender logged 504 Gateway Timeout.', []],
  ['sms-sender logged 503 lines.', []],
  // a value that a key has before the diff or after it
  ['The timeout of 1500ms was enough.', ['1500ms']],
  ['The timeout of 400ms was not.', ['400ms']],
  ['The timeout of 2500ms was not.', []],
  ['The interval of 400ms was not.', []],
  // both of them, and this way round
  ['The commit changed timeout from 1500ms to 400ms.', ['1500ms', '400ms']],
  ['The commit changed timeout from 400ms to 1500ms.', []],
])('%s', (sentence, written) => {
  expect(writtenIn(sentence)).toEqual(written);
});
