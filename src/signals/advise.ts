import type { RankedChange } from '../domain/diagnosis.ts';
import type { Hypothesis } from '../domain/hypothesis.ts';
import type { Trigger } from './describe-trigger.ts';

type Step = Hypothesis['remediation'][number];

interface Undoing {
  /** Of what the change is, and what it does. */
  readonly kind: RegExp;
  readonly effect: RegExp;
  /** `parts` are the groups of `effect`. */
  readonly advise: (name: string, parts: readonly string[]) => string;
}

/**
 * How each kind of change is undone; the first that fits counts. Going back to what worked comes before any repair ("Site
 * Reliability Engineering", O'Reilly 2016, ch. 12), but code that goes back does not take its data with it.
 */
const undoings: readonly Undoing[] = [
  {
    kind: /^/,
    effect: /^turns (on|off) ([^,:]+)/,
    advise: (_, [now = '', flag = '']) => `turn ${flag} ${now === 'on' ? 'off' : 'on'} again`,
  },
  {
    kind: /^/,
    effect: /^(?:raises|lowers|sets) (\S+) from (\S+?) to/,
    advise: (_, [flag = '', before = '']) => `set ${flag} back to ${before}`,
  },
  {
    kind: /^/,
    effect: /^drops an index/,
    advise: (name) => `create the index again that ${name} drops: no rollback of code brings it back`,
  },
  {
    kind: /^/,
    effect: /^(?:changed the schema|changes a table)/,
    advise: (name) =>
      `look, before ${name} is rolled back, whether the code before it gets along with the new schema`,
  },
  { kind: /flag|toggle/i, effect: /^/, advise: (name) => `turn ${name} back` },
  {
    kind: /config|scale|secret|infra/i,
    effect: /^changed (\S+) (.+) → /,
    advise: (_, [key = '', before = '']) => `set ${key} back to ${before}`,
  },
  {
    kind: /^/,
    effect: /^changed (\S+) (.+) → /,
    advise: (name, [key = '', before = '']) => `roll back ${name}, or set ${key} back to ${before}`,
  },
  { kind: /^/, effect: /^/, advise: (name) => `roll back ${name}` },
];

/** What fills up until somebody starts anew. */
const gathers =
  /adds to something without a bound|no longer gives something back|opens something without closing/;

/** What a person would do first where a change did it; each says that it depends on that. */
export function adviseUndoing(change: RankedChange, trigger: Trigger): readonly Step[] {
  const effect = change.effect ?? '';
  const undoing = undoings.find((one) => one.kind.test(change.kind) && one.effect.test(effect));
  if (undoing === undefined) return [];
  const [, ...parts] = undoing.effect.exec(effect) ?? [];
  const step = (text: string): Step => ({ text, evidence: [...trigger.evidence], command: null });
  const where = change.service === null ? 'what runs it' : change.service;
  return [
    step(`If this is the cause, ${undoing.advise(trigger.name, parts)}.`),
    ...(gathers.test(effect)
      ? [step(`Until then a restart of ${where} gains time: it fills up again.`)]
      : []),
  ];
}

/** What helps where nothing that was changed did it, by the kind of what did. */
const remedies: Readonly<Record<string, string>> = {
  certificate_expired: 'renew the certificate, and look which processes have to load it anew',
  licence_expired: 'renew what ran out, and look which processes have to read it anew',
  node_failure: 'take the machine out of service, so that what runs on it starts elsewhere',
  bad_data: 'set aside what cannot be processed, so that the rest goes on, and keep it for a look',
  one_input: 'set that one input aside, so that the rest goes on, and keep it for a look',
  network: 'take traffic away from the zone or region that is impaired',
  provider_outage: "look at the provider's status, and switch off or answer without what needs it",
  provider_limit: 'call the provider less until it allows more, and ask it for that',
  traffic_surge: 'add capacity where it saturates first, or turn away at the edge what is too much',
  hostile_traffic: 'limit at the edge who sends it',
  batch_work: 'stop that work, or move it to another time or place',
  clock: 'look at how the clocks are synchronised',
  growth: 'make room: what grew does not shrink by itself',
};

/** What a person would do first where something else than a change did it. */
export function adviseRelief(kind: string | null, evidence: readonly string[]): readonly Step[] {
  const remedy = remedies[kind ?? ''];
  return remedy === undefined
    ? []
    : [{ text: `If this is the cause, ${remedy}.`, evidence: [...evidence], command: null }];
}
