import type { Readable } from 'node:stream';

/** Larger than any real alert group: 10,000 alerts are about 10 MB. */
export const largestBodyBytes = 64_000_000;
/** How much is kept of a body that is larger. */
const keptBytes = 1_000_000;

export interface ReadBody {
  readonly text: string;
  /** Why `text` is not the whole body; null when it is. */
  readonly problem: string | null;
}

/** Reads a request body to its end. Of one that is too large the beginning is kept, so that the alert is not lost. */
export async function readBody(stream: Readable): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBodyBytes) chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  if (size <= largestBodyBytes) return { text: whole.toString('utf8'), problem: null };
  return {
    text: whole.subarray(0, keptBytes).toString('utf8'),
    problem: `it is larger than ${largestBodyBytes / 1e6} MB (${size} bytes), its beginning was kept`,
  };
}
