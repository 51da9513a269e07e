import { type HttpFake, type Reply, startHttpFake } from './http-fake.ts';

type JournalLine = Readonly<Record<string, string | readonly number[]>>;

/** systemd-journal-gatewayd as of systemd 252: entries counted from the end, equal fields either, others both. */
export async function startFakeJournalGateway(
  lines: readonly JournalLine[],
  failure?: Reply,
): Promise<HttpFake> {
  return startHttpFake({
    handle: ({ path, headers, query }) => {
      if (failure !== undefined) return failure;
      if (path !== '/entries') return { status: 404, body: 'Not found.\n' };
      const [, skip, count] = /^entries=:(-\d+):(\d+)$/.exec(headers['range'] ?? '') ?? [];
      if (skip === undefined) return { status: 400, body: 'Failed to parse Range header.\n' };
      const found = lines.filter((line) =>
        Object.entries(query).every(([field, value]) => line[field] === value),
      );
      const begin = Math.max(0, found.length - 1 + Number(skip));
      const page = found.slice(begin, begin + Number(count));
      return {
        headers: { 'content-type': 'application/json' },
        body: page.map((line) => `${JSON.stringify(line)}\n`).join(''),
      };
    },
  });
}
