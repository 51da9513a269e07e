import { type HttpFake, type Reply, startHttpFake } from './http-fake.ts';
import { asList, asObject, asText } from './json.ts';

type Document = Readonly<Record<string, unknown>>;

function fieldOf(document: unknown, path: string): unknown {
  return path.split('.').reduce((value, key) => asObject(value)[key], document);
}

/** Analysed text: a phrase is found among the words of a field. */
function hasPhrase(value: unknown, phrase: string): boolean {
  const words = (text: string): string =>
    ` ${text
      .toLowerCase()
      .split(/[^a-z0-9.]+/)
      .join(' ')} `;
  return typeof value === 'string' && words(value).includes(words(phrase));
}

function fits(document: Document, clause: unknown): boolean {
  const { range, bool, match_phrase: phrase } = asObject(clause);
  if (range !== undefined) {
    return Object.entries(asObject(range)).every(([field, limits]) => {
      const time = Date.parse(asText(fieldOf(document, field)) ?? '');
      const { gte, lte } = asObject(limits);
      return time >= Date.parse(asText(gte) ?? '') && time <= Date.parse(asText(lte) ?? '');
    });
  }
  if (bool !== undefined) return asList(asObject(bool)['should']).some((inner) => fits(document, inner));
  return Object.entries(asObject(phrase)).every(([field, value]) =>
    hasPhrase(fieldOf(document, field), String(value)),
  );
}

/** Elasticsearch's search, with the part of its query language that is asked in. */
export async function startFakeElasticsearch(
  documents: readonly Document[],
  failure?: Reply,
): Promise<HttpFake> {
  return startHttpFake({
    handle: ({ method, path, body }) => {
      if (failure !== undefined) return failure;
      if (method !== 'POST' || !path.endsWith('/_search'))
        return { status: 405, body: { error: 'Incorrect HTTP method' } };
      const { query, size } = asObject(body);
      const filter = asList(asObject(asObject(query)['bool'])['filter']);
      if (filter.length === 0 || Number(size) > 10_000) {
        const reason = 'Result window is too large';
        return { status: 400, body: { error: { type: 'illegal_argument_exception', reason }, status: 400 } };
      }
      const hits = documents
        .filter((document) => filter.every((clause) => fits(document, clause)))
        .sort((a, b) => String(b['@timestamp']).localeCompare(String(a['@timestamp'])))
        .slice(0, Number(size))
        .map((document, index) => ({
          _index: 'logs-1',
          _id: String(index),
          _score: null,
          _source: document,
          sort: [0],
        }));
      return {
        body: {
          took: 3,
          timed_out: false,
          _shards: { total: 1, successful: 1 },
          hits: { max_score: null, hits },
        },
      };
    },
  });
}
