import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const holdHeap = new URL('../../src/cli/hold-heap.ts', import.meta.url).href;

/** Keeps many things and replaces them over and over; prints the most that the heap has taken, in MB. */
const turnOver = `
  const kept = [];
  let most = 0;
  for (let index = 0; index < 1_200_000; index += 1) {
    kept[index % 100_000] = { index, values: new Array(16).fill(index) };
    if (index % 1000 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
  }
  console.log(Math.round(most / 1e6));
`;

/** As on a machine with memory to spare, and with collections that come when they are due, however fast the machine is. */
const flags = [
  '--max-old-space-size=4096',
  '--initial-old-space-size=16',
  '--max-semi-space-size=4',
  '--single-threaded-gc',
  '--no-incremental-marking',
];

async function measure(before: string): Promise<number> {
  const args = [...flags, '--input-type=module', '--eval', `${before};${turnOver}`];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
  // An unknown flag is told here.
  expect(stderr).toBe('');
  return Number(stdout);
}

test('a heap in which things come and go stays smaller than V8 would let it grow', async () => {
  const held = await measure(`import { holdHeap } from '${holdHeap}'; holdHeap()`);
  const free = await measure('');
  expect(held).toBeLessThan(free * 0.75);
});
