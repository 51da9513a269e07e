import { expect, test } from 'vitest';
import { readRulings } from '../../../../test/planted/read-rulings.ts';

test.each([
  ['container_memory_limit_mb was lowered to 512.', 'E5', 'direction was lowered: false'],
  ['container_memory_rss_mb dropped to 38.3.', 'E4', 'direction dropped: true'],
  ['network_receive_bytes hardly changed.', 'E7', 'direction hardly changed: true'],
  // that it grew is not what is denied
  ['container_memory_limit_mb did not start the growth.', 'E5', 'direction growth: silent'],
  // words of movement that tell of something else
  ['requests_per_sec of label-printer has been dropping packets.', 'E3', 'direction dropping: silent'],
  ['container_memory_rss_mb has fallen by 400 rather than rising.', 'E4', 'direction rising: silent'],
])('%s', (sentence, item, ruling) => {
  expect(readRulings(sentence, item)).toContain(ruling);
});
