import { atMinute, type Sketch, type SketchedChange } from './world.ts';

/** Parts of made-up incidents between callers and those they call. */

type Corner = readonly [minute: number, value: number];
type Span = NonNullable<Sketch['spans']>[number];

/** From one level to another within two minutes. */
export function step(minute: number, before: number, after: number): readonly [Corner, Corner] {
  return [
    [minute, before],
    [minute + 2, after],
  ];
}

interface Trace {
  readonly minute: number;
  /** Root, caller and callee, with what each takes. */
  readonly chain: readonly [root: readonly [string, number], caller: readonly [string, number]];
  readonly calls: readonly (readonly [service: string, name: string, ms: number, status?: Span['status']])[];
  readonly status?: Span['status'];
}

/** One request whose calls come one after the other. */
export function toTrace({ minute, chain, calls, status = 'ok' }: Trace): readonly Span[] {
  const [[root, rootMs], [caller, callerMs]] = chain;
  const traceId = `trace-${minute}`;
  const startMs = atMinute(minute);
  let atMs = startMs + 2;
  const base = { traceId, startMs, status };
  return [
    { ...base, spanId: 'a', parentSpanId: null, service: root, name: 'GET /', durationMs: rootMs },
    { ...base, spanId: 'b', parentSpanId: 'a', service: caller, name: 'handle', durationMs: callerMs },
    ...calls.map(([service, name, durationMs, own = 'ok'], index): Span => {
      const span = { traceId, spanId: `c${index}`, parentSpanId: 'b', service, name, durationMs };
      const placed = { ...span, startMs: atMs, status: own };
      atMs += durationMs;
      return placed;
    }),
  ];
}

export function repeat<T>(count: number, one: T): readonly T[] {
  return Array.from({ length: count }, () => one);
}

export const codeChange = (
  id: string,
  [service, minute]: readonly [string, number],
  [file, ...lines]: readonly [string, ...(readonly string[])],
): SketchedChange => ({
  ...{ id, minute, service, summary: 'small improvements' },
  diff: `--- a/${file}\n+++ b/${file}\n@@ -20,9 +20,9 @@\n${lines.join('\n')}\n`,
});

/** Code that does nothing of note, in a service near to the one that does. */
export const noted = (service: string, minute: number): SketchedChange =>
  codeChange(
    `note-${service}`,
    [service, minute],
    [
      `${service}/src/answer.ts`,
      '-  return { total, items };',
      '+  return { total, items, note: noteOf(items) };',
    ],
  );
