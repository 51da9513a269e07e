/** Which cited items a part of a sentence speaks of. */

import type { Point } from '../../../domain/series.ts';
import { concepts, everywhere } from '../affinity.ts';
import { containsName } from '../contains-name.ts';
import type { Ground } from '../grounds.ts';
import { type Course, toCourse } from './course.ts';

/** A cited item, prepared for reading sentences about it. */
export interface Item {
  readonly ground: Ground;
  readonly course: Course | null;
  /** What tells it from others of its kind: label → value without port. */
  readonly labels: readonly (readonly [family: string, value: string])[];
  readonly stems: readonly string[];
  /** The words of its title or, of a log pattern or a change, also those of its line or summary. */
  readonly about: string;
}

/** Labels that say no more than what sort of thing it is. */
const dull =
  /^(?:severity|alertname|level|code|area|le|quantile|job|status|method|reason|unit|team|env|environment|prometheus|priority|type|kind|mode|verb|state|phase)$/;

/** Labels that name the same kind of thing. */
const families: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:service|app|application|deployment|statefulset|daemonset|workload|component|svc|service_name)$/i,
    'service',
  ],
  [/^(?:instance|node|host|hostname|nodename|machine|server|relay)$/i, 'host'],
  [/^(?:pod|pod_name)$/i, 'pod'],
  [/^(?:container|container_name)$/i, 'container'],
  [/^(?:mountpoint|path|filesystem)$/i, 'mount'],
  [/^(?:queue|topic|consumergroup)$/i, 'queue'],
  [/^(?:region|zone|availability_zone)$/i, 'region'],
  [/^(?:relname|table)$/i, 'table'],
];

function familyOf(label: string): string | null {
  if (dull.test(label)) return null;
  return families.find(([pattern]) => pattern.test(label))?.[1] ?? label.toLowerCase();
}

/** Words as they are compared: without their endings. */
export function toRoots(text: string): readonly string[] {
  const joined = [...text.toLowerCase().matchAll(/\b([a-z]{2,8})-([a-z]{3,12})\b/g)].map(
    ([, a = '', b = '']) => a + b,
  );
  const found = `${text} ${joined.join(' ')}`
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]{2})([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .match(/[a-z]{3,}/g);
  return [...new Set((found ?? []).map(toRoot))].filter((root) => root.length > 2 && !everywhere.has(root));
}

function toRoot(word: string): string {
  return word
    .replace(/ies$/, 'y')
    .replace(/(?:isations?|izations?|ising|izing|ised|ized|ise|ize)$/, 'is')
    .replace(/(?:ations?|ions?|ings?|ments?|ed|ers?|ors?|es|s|e|y)$/, '')
    .replace(/([bdgmnprt])\1$/, '$1');
}

/** Whether one word is the other, or its beginning. */
export function isSameRoot(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return (
    (short.length >= 4 && long.startsWith(short)) ||
    (short.length === 3 && long.length === 4 && long.startsWith(short))
  );
}

/** The words of a title, without labels. */
export function titleOf({ subject }: Ground): string {
  return subject.replaceAll(/\{[^}]*\}/g, ' ').replaceAll(/[_:]/g, ' ');
}

/** The values that an item's own words give, which a series that was thinned out may lack. */
function toTold({ facts }: Ground): Parameters<typeof toCourse>[1] {
  const pointOf = (name: string): readonly Point[] =>
    facts.flatMap(({ fact }) =>
      fact.name === name && fact.atMs !== null && fact.value !== null
        ? [[fact.atMs, fact.value] as const]
        : [],
    );
  return { earlier: pointOf('earlier')[0] ?? null, others: ['now', 'min', 'max'].flatMap(pointOf) };
}

const things = new Set(families.map(([, family]) => family));

/** What labels say in plain words, where they name no thing: `state="idle in transaction"`. */
function listLabelWords(labels: Item['labels']): readonly string[] {
  return labels.flatMap(([family, value]) =>
    !things.has(family) && /^[a-z]{4,}(?: [a-z]+)*$/.test(value) ? [value] : [],
  );
}

export function toItem(ground: Ground): Item {
  const about = ground.kind === 'series' ? titleOf(ground) : `${titleOf(ground)} ${ground.summary}`;
  // A title tells labels, too: `log_bytes{service="checkout"}`.
  const written = [...ground.subject.matchAll(/(\w+)="([^"]{1,80})"/g)].map(
    ([, label = '', value = '']) => [label, value] as const,
  );
  const all = new Map([...(ground.kind === 'series' ? written : []), ...Object.entries(ground.labels)]);
  const named = [...all].flatMap(([label, value]): readonly (readonly [string, string])[] => {
    const family = familyOf(label);
    return family === null || value === '' ? [] : [[family, value.toLowerCase().replace(/:\d+$/, '')]];
  });
  return {
    ground,
    course: ground.kind === 'series' ? toCourse(ground.points, toTold(ground)) : null,
    labels: named,
    stems: toRoots(`${about} ${ground.kind === 'series' ? listLabelWords(named).join(' ') : ''}`),
    about,
  };
}

export interface Directory {
  /** Every value of a label that tells things apart, by family. */
  readonly names: readonly {
    readonly name: string;
    readonly family: string;
    readonly said: readonly string[];
  }[];
}

export interface Named {
  readonly name: string;
  readonly family: string;
  readonly at: number;
}

/** The names in a text, each where it first stands; of two that overlap, the longer one. */
export function findNames(text: string, { names }: Directory): readonly Named[] {
  const lower = text.toLowerCase();
  const hits = names.flatMap((known) =>
    known.said.flatMap((word) =>
      (containsName(lower, word) ? listPlaces(lower, word) : []).map((at) => ({
        known,
        at,
        end: at + word.length,
      })),
    ),
  );
  const apart = hits.filter(
    (one) =>
      !hits.some(
        (other) => other.end - other.at > one.end - one.at && other.at <= one.at && other.end >= one.end,
      ),
  );
  return apart
    .filter(({ known }, index) => apart.findIndex((one) => one.known === known) === index)
    .map(({ known: { name, family }, at }) => ({ name, family, at }));
}

/** Where a word stands as a name. */
function listPlaces(lower: string, word: string): readonly number[] {
  const places: number[] = [];
  for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + 1)) {
    // Another one that stands near says nothing of this place.
    const next = lower.indexOf(word, at + 1);
    const end = Math.min(at + word.length + 24, next === -1 ? Infinity : next + word.length - 1);
    if (containsName(lower.slice(Math.max(0, at - 2), end), word)) places.push(at);
  }
  return places;
}

/** Whether all that it says is in its points, its counts or its words: what else it may mean is not for reading to tell. */
export function isReadable({ course, ground }: Item): boolean {
  if (ground.kind === 'logs') return ground.facts.some(({ fact }) => fact.name === 'since');
  return course !== null || ground.kind === 'change';
}

/** Whether a label's value is what a name says, or of it; a folder is not what lies in it. */
function isNamed(value: string, name: string): boolean {
  return value === name || (!name.startsWith('/') && containsName(value, name));
}

/** Whether an item is about another thing of a kind than the one that is named. */
export function conflicts({ labels }: Item, named: readonly Named[]): boolean {
  const isOwn = ({ name }: Named): boolean => labels.some(([, value]) => isNamed(value, name));
  return labels.some(([family]) => {
    const same = named.filter((one) => one.family === family);
    return same.length > 0 && !same.some(isOwn);
  });
}

const quantileSaid =
  /(?<![a-z\d])p(\d{2})(?:\.?(\d))?(?![\w%.-]*\d)(?![a-z\d])|\b(\d{2})(?:\.(\d))?th percentile\b|\b(median)\b|\bquantile="?0?\.(\d{2})(\d)?/gi;

/** "p99", "95th percentile", "median", `latency_p90_ms`: in hundredths, or thousandths. */
function findQuantiles(text: string): ReadonlySet<string> {
  return new Set(
    [...text.replaceAll('_', ' ').matchAll(quantileSaid)].map(([, a, b, c, d, median, e, f]) =>
      median === undefined ? `${a ?? c ?? e ?? ''}${b ?? d ?? f ?? ''}` : '50',
    ),
  );
}

/** Whether a series is of another quantile than those that a text names. */
export function isOtherQuantile({ ground }: Item, text: string): boolean {
  const said = findQuantiles(text);
  if (said.size === 0 || ground.kind !== 'series') return false;
  const { quantile = '' } = ground.labels;
  const own = findQuantiles(`${ground.subject} quantile=${quantile}`);
  return own.size > 0 && said.isDisjointFrom(own);
}

const logSaid =
  /\b(?:log(?:s|ged|ging)?|lines?|warnings?|warned|messages? (?:like|of the form)|wrote|recorded|reported|reports|complain(?:ed|s)|emitted|says|times(?! (?:the|as|its|their|that|those|what|more|less|higher|lower|faster|slower|[\d.,]+)\b))\b/i;
const changeSaid =
  /\b(?:deploy(?:s|ed|ment)?|releas(?:e|es|ed)|roll(?:ed)? ?out|rollout|shipped|upgrad(?:e|es|ed)|merged|applied|changed?|version|renew(?:al|ed)|summary|job|went (?:out|live)|landed|flag|commit)\b/i;

/** An item of which a text speaks less than so much is not meant. */
export const leastFit = 1;
/** How much worse than the best an item may fit, and still be meant. */
const fitMargin = 0.75;

export interface Fit {
  readonly item: Item;
  readonly fit: number;
}

/** The items that are meant: those that fit best, and hardly worse ones; none where none fits. */
export function pickFitting(fits: readonly Fit[]): readonly Item[] {
  const best = Math.max(0, ...fits.map(({ fit }) => fit));
  return best < leastFit ? [] : fits.filter(({ fit }) => fit >= best - fitMargin).map(({ item }) => item);
}

/** How much a text speaks as if of an item: words and concepts that both have, and names. */
export function measureFit(text: string, item: Item, named: readonly Named[]): number {
  const spoken = text.toLowerCase();
  const bare = named.reduce((rest, { name }) => rest.replaceAll(name, ' '), spoken);
  const roots = toRoots(bare);
  const shared = item.stems.filter((stem) => roots.some((root) => isSameRoot(root, stem))).length;
  const meant = concepts.filter(([said, measured]) => said.test(bare) && measured.test(item.about)).length;
  const names = item.labels.filter(([family, value]) =>
    named.some((one) => one.family === family && isNamed(value, one.name)),
  ).length;
  const { kind, authors } = item.ground;
  const ofKind =
    (kind === 'logs' && logSaid.test(bare)) || (kind === 'change' && changeSaid.test(bare)) ? 1.5 : 0;
  const byAuthor = authors.some((author) => containsName(spoken, author)) ? 3 : 0;
  const byTitle = kind === 'change' ? countTitleNames(item, spoken) * 3 : 0;
  const byCode = countCodes(item, bare);
  const byMetric = kind === 'series' && isCalledByMetric(item, spoken) ? 3 : 0;
  const ofLimit = hasThreshold(item.ground) && /\b(?:threshold|limit)\b/i.test(bare) ? 1.5 : 0;
  return shared + meant + ofLimit + names * 1.5 + ofKind + byAuthor + byTitle + byMetric + byCode;
}

/** "429s", "answered 503": status codes that an item tells of, too. */
function countCodes({ about }: Item, spoken: string): number {
  const codes = [
    ...spoken.matchAll(/\b([1-5]\d\d)s\b/g),
    ...spoken.matchAll(
      /\b(?:answer(?:s|ed|ing)?|status|code|http|returned|returning)(?: with)? ([1-5]\d\d)\b/g,
    ),
  ].map(([, code = '']) => code);
  return codes.filter((code) => containsName(about, code)).length;
}

/** The metric that a series is of, where it is an identifier and no plain word. */
export function metricOf({ ground }: Item): string | null {
  const metric = (/^[^\s{]*/.exec(ground.subject)?.[0] ?? '').toLowerCase();
  return /^[a-z:][\w:]*_[\w:]+$/.test(metric) ? metric : null;
}

/** `container_memory_rss_mb`: written out, it is this metric and no other one that shares words with it. */
export function isCalledByMetric(item: Item, spoken: string): boolean {
  const metric = metricOf(item);
  return metric !== null && containsName(spoken, metric);
}

/** `container_memory_limit_mb`: a limit that is measured itself. */
export function isLimitSeries({ course, about }: Item): boolean {
  return course !== null && /limit|quota|capacity/i.test(about);
}

function hasThreshold({ facts }: Ground): boolean {
  return facts.some(({ fact }) => fact.name === 'threshold');
}

/** Names with a digit in a change's title: versions and numbers. */
export function listTitleNames(subject: string): readonly string[] {
  return subject.match(/[\w.-]*\d[\w.-]*\w|\b\d{3,}\b/g) ?? [];
}

function countTitleNames({ ground }: Item, spoken: string): number {
  const tokens = listTitleNames(ground.subject);
  return new Set(tokens)
    .values()
    .filter((token) => containsName(spoken, token.replace(/^v(?=\d)/, '')) || containsName(spoken, token))
    .toArray().length;
}
