import { z } from 'zod';
import type { Change } from '../domain/change.ts';
import { AppError } from '../domain/errors.ts';

/** Kinds that are told apart; others may be sent, and are shown as they are. */
export const changeKinds = ['deploy', 'rollback', 'commit', 'flag', 'config', 'scale', 'migration'] as const;

/** A request may hold this many; a pipeline that has more to say sends several. */
const mostChanges = 1000;
/** What is kept of a diff; what matters of a longer one is not found by reading it. */
const keptDiffCharacters = 200_000;
const keptSummaryCharacters = 2000;
const keptFiles = 1000;

const name = (description: string) => z.string().trim().min(1).max(256).meta({ description });
const optionalName = (description: string) => z.string().trim().max(256).nullish().meta({ description });

/** Times before 2001 in milliseconds are times in seconds. */
const firstMs = 1e12;

const Time = z
  .union([z.iso.datetime({ offset: true }), z.number().positive()])
  .meta({ description: 'When it took effect: RFC 3339, or Unix time in seconds or milliseconds.' });

/** One change as `POST /api/v1/changes` takes it. Keys that it does not know are ignored. */
export const ChangeBody = z
  .object({
    id: name('What its own system calls it: a commit, the number of a run. Sent again, it replaces itself.'),
    source: name('The system that says so, such as github-actions. Ids are unique within it.').default('api'),
    time: Time.optional(),
    kind: name(`What it is: ${changeKinds.join(', ')}, or a word of your own.`).default('deploy'),
    service: optionalName('What was changed, by the name that the labels of alerts use.'),
    environment: optionalName('Where: production, staging.'),
    version: optionalName('What it is now.'),
    author: optionalName('Who did it.'),
    summary: z.string().nullish().meta({
      description: 'One line on what it does. Of more than 2,000 characters the beginning is kept.',
    }),
    url: z
      .url({ protocol: /^https?$/ })
      .nullish()
      .meta({ description: 'Where people find more.' }),
    files: z.array(z.string()).nullish().meta({ description: 'Paths that it touches.' }),
    diff: z.string().nullish().meta({
      description:
        'Unified diff. The first 200,000 characters are kept; secrets in it are redacted before it leaves.',
    }),
    labels: z
      .record(z.string(), z.string())
      .nullish()
      .meta({ description: 'Whatever else tells what it is about.' }),
  })
  .meta({ title: 'A change' });

function toChange(body: z.output<typeof ChangeBody>, nowMs: number): Change {
  const { time } = body;
  const numeric = typeof time === 'number' ? (time < firstMs ? time * 1000 : time) : null;
  return {
    source: body.source,
    id: body.id,
    timeMs: Math.round(numeric ?? (time === undefined ? nowMs : Date.parse(String(time)))),
    kind: body.kind,
    service: body.service || null,
    environment: body.environment || null,
    version: body.version || null,
    author: body.author || null,
    summary: body.summary?.slice(0, keptSummaryCharacters) || null,
    url: body.url ?? null,
    files: (body.files ?? []).slice(0, keptFiles),
    diff: body.diff?.slice(0, keptDiffCharacters) || null,
    labels: body.labels ?? {},
  };
}

function bad(message: string): AppError {
  return new AppError({ code: 'bad_request', message: `no change was stored: ${message}` });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw bad('the body is not JSON; send one change, a list of them, or {"changes": […]}');
  }
}

function listBodies(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const inner = typeof value === 'object' && value !== null && 'changes' in value ? value.changes : undefined;
  return Array.isArray(inner) ? inner : [value];
}

/** Problems that are named at once; the rest is counted. */
const namedProblems = 5;

/** Reads a body with one change or several. Throws `bad_request` that names what is wrong; then none is taken. */
export function parseChanges(text: string, nowMs: number): readonly Change[] {
  const bodies = listBodies(parseJson(text));
  if (bodies.length === 0) throw bad('the list is empty');
  if (bodies.length > mostChanges)
    throw bad(`${bodies.length} are too many at once; send at most ${mostChanges}`);
  const parsed = bodies.map((body) => ChangeBody.safeParse(body));
  const problems = parsed.flatMap(({ error }, index) =>
    (error?.issues ?? []).map(({ path, message }) => {
      const place = [...(bodies.length > 1 ? [`changes[${index}]`] : []), ...path.map(String)].join('.');
      return place === '' ? message : `${place}: ${message}`;
    }),
  );
  if (problems.length > 0) {
    const more = problems.length > namedProblems ? `; and ${problems.length - namedProblems} more` : '';
    throw bad(`${problems.slice(0, namedProblems).join('; ')}${more}`);
  }
  return parsed.flatMap(({ data }) => (data === undefined ? [] : [toChange(data, nowMs)]));
}
