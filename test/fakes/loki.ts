import { type HttpFake, type Reply, startHttpFake } from './http-fake.ts';

export type LokiLine = {
  readonly timeMs: number;
  readonly stream: Readonly<Record<string, string>>;
  readonly line: string;
};

/** Whether a stream has what a selector of `=` and `=~` asks for; regular expressions are anchored, as Loki's are. */
function matches(selector: string, stream: Readonly<Record<string, string>>): boolean {
  const matchers = [...selector.matchAll(/([a-z_]+)(=~|=)("(?:[^"\\]|\\.)*")/g)];
  return matchers.every(([, name = '', operator, quoted = '""']) => {
    const value = String(JSON.parse(quoted));
    const own = stream[name] ?? '';
    return operator === '=' ? own === value : new RegExp(`^(?:${value})$`).test(own);
  });
}

/** Whether a line passes the filters `|~ "…"` behind a selector. */
function holds(selector: string, line: string): boolean {
  return [...selector.matchAll(/\|~ ("(?:[^"\\]|\\.)*")/g)].every(([, quoted = '""']) =>
    new RegExp(String(JSON.parse(quoted)).replace('(?i)', ''), 'i').test(line),
  );
}

/** Loki's labels and range queries. */
export async function startFakeLoki(lines: readonly LokiLine[], failure?: Reply): Promise<HttpFake> {
  return startHttpFake({
    handle: ({ path, query }) => {
      if (failure !== undefined) return failure;
      if (path === '/loki/api/v1/labels') {
        return {
          body: { status: 'success', data: [...new Set(lines.flatMap(({ stream }) => Object.keys(stream)))] },
        };
      }
      if (path !== '/loki/api/v1/query_range') return { status: 404, body: '404 page not found\n' };
      const { query: selector = '', start = '', end = '', limit = '100', direction } = query;
      // Loki refuses selectors that would match everything.
      if (!/=~?"[^"]+"/.test(selector))
        return { status: 400, body: 'parse error: queries require at least one matcher\n' };
      const within = lines
        .filter(
          ({ timeMs }) =>
            BigInt(timeMs) * 1_000_000n >= BigInt(start) && BigInt(timeMs) * 1_000_000n <= BigInt(end),
        )
        .filter(({ stream, line }) => matches(selector, stream) && holds(selector, line))
        .sort((a, b) => (direction === 'backward' ? b.timeMs - a.timeMs : a.timeMs - b.timeMs))
        .slice(0, Number(limit));
      const streams = new Map(within.map((line) => [JSON.stringify(line.stream), line.stream]));
      const result = [...streams].map(([key, stream]) => ({
        stream,
        values: within
          .filter((line) => JSON.stringify(line.stream) === key)
          .map(({ timeMs, line }) => [`${timeMs}000000`, line]),
      }));
      return { body: { status: 'success', data: { resultType: 'streams', result, stats: {} } } };
    },
  });
}
