import { afterEach, expect, test } from 'vitest';
import { startHttpFake } from '../fakes/http-fake.ts';
import { waitFor } from '../servers/wait-for.ts';
import { startService, webhookBody } from './service-rig.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.stop();
});

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}

test('everything that is done for one incident is one trace, from the webhook to the edited message', async () => {
  const spans: Span[] = [];
  const collector = await startHttpFake({
    handle: (request) => {
      const { resourceSpans = [] } = JSON.parse(request.rawBody) as {
        resourceSpans?: { scopeSpans: { spans: Span[] }[] }[];
      };
      spans.push(...resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)));
      return { status: 200, body: {} };
    },
  });
  running.push(collector);
  const service = await startService({
    tracing: { otlp_url: collector.url },
    evidence: { lookback: '90m', collectors: [{ type: 'bundle', path: 'demo/disk-full' }] },
    notifiers: [{ type: 'console' }],
    route: { notifiers: ['console'] },
  });
  const [one, two] = [webhookBody({ name: 'One' }), webhookBody({ name: 'Two' })];
  const ids: string[] = [];
  for (const body of [one, two]) {
    const { json } = await service.post('/webhook', body);
    ids.push(json.incidents?.[0]?.id ?? '');
  }
  for (const id of ids) await service.settle(id);
  await service.stop();
  await waitFor(() => spans.some((span) => span.name === 'verify'), { what: 'the spans', timeoutMs: 10_000 });
  const traces = Map.groupBy(spans, (span) => span.traceId);
  expect(traces.size).toBe(2);
  for (const trace of traces.values()) {
    const names = trace.map((span) => span.name);
    expect(names).toEqual(
      expect.arrayContaining([
        'receive',
        'notify console',
        'analyse',
        'gather evidence',
        'collect bundle',
        'ask models',
        'verify',
      ]),
    );
    const analyse = trace.find((span) => span.name === 'analyse');
    const gather = trace.find((span) => span.name === 'gather evidence');
    expect(gather?.parentSpanId).toBe(analyse?.spanId);
  }
});
