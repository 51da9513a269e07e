import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Hypothesis } from '../domain/hypothesis.ts';

/** A notifier's vendor, a Prometheus and a model in one small server, for a drill that needs nobody else. */
export interface StandIns {
  readonly url: string;
  /** How often a group's state was told. */
  readonly told: (groupKey: string, state: 'firing' | 'resolved') => number;
  readonly stop: () => Promise<void>;
}

const statement = { text: 'This alert is a drill.', evidence: ['E1'] };
const hypothesis: Hypothesis = {
  headline: statement,
  root_cause: { ...statement, status: 'confirmed' },
  alternatives: [],
  impact: { ...statement, level: 'low' },
  remediation: [],
  investigation: [],
  disproof: null,
  prevention: [],
};

async function readJson(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** Prometheus' answers: a series that rises to now, whatever is asked, and no rules. */
function answerQuery({ pathname, searchParams: parameters }: URL): object {
  if (pathname.endsWith('/rules')) return { status: 'success', data: { groups: [] } };
  if (pathname.endsWith('/query')) return { status: 'success', data: { resultType: 'vector', result: [] } };
  if (!pathname.endsWith('/query_range')) return { status: 'success', data: [] };
  const end = Number(parameters.get('end') ?? 0);
  const values = Array.from({ length: 30 }, (_, index) => [end - (29 - index) * 60, String(index)]);
  return {
    status: 'success',
    data: { resultType: 'matrix', result: [{ metric: { job: 'drill' }, values }] },
  };
}

function answerCompletion(): object {
  const message = { role: 'assistant', content: JSON.stringify(hypothesis) };
  return {
    id: 'drill',
    object: 'chat.completion',
    created: 0,
    model: 'drill',
    choices: [{ index: 0, message, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
}

export async function startStandIns(): Promise<StandIns> {
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const answer = async (): Promise<object> => {
      if (url.pathname.startsWith('/prometheus')) return answerQuery(url);
      const body = await readJson(request);
      if (url.pathname.endsWith('/chat/completions')) return answerCompletion();
      const key = `${String(body['group_key'])} ${String(body['state'])}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return {};
    };
    answer().then(
      (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      () => response.writeHead(400).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    told: (groupKey, state) => counts.get(`${groupKey} ${state}`) ?? 0,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
