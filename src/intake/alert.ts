import type { Alert, AlertStatus } from '../domain/alert.ts';
import type { Labels } from '../domain/labels.ts';
import { computeFingerprint, isJsonObject, readLabels, readText, readTime, toJsonText } from './fields.ts';

/** The words that senders use for an alert's status; what is missing here counts as firing, so that it is seen. */
const statusWords: Readonly<Record<string, AlertStatus>> = {
  firing: 'firing',
  alerting: 'firing',
  resolved: 'resolved',
  ok: 'resolved',
  normal: 'resolved',
};

export function readStatus(value: unknown): AlertStatus | null {
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  return Object.hasOwn(statusWords, word) ? (statusWords[word] ?? null) : null;
}

/** What the alert group says of all its alerts, for what an alert does not say itself. */
export interface AlertDefaults {
  readonly status: AlertStatus | null;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly alertName: string | null;
  readonly nowMs: number;
}

/** One alert, whatever shape it has. Nothing is refused: an odd thing becomes an alert that carries it as JSON. */
export function readAlert(value: unknown, defaults: AlertDefaults): Alert {
  const raw = isJsonObject(value) ? value : {};
  const odd = isJsonObject(value) ? {} : { unparsed: toJsonText(value).slice(0, 1000) };
  const given = readLabels(raw['labels']);
  const name =
    given['alertname'] ?? defaults.labels['alertname'] ?? readText(raw['alertname']) ?? defaults.alertName;
  const labels = { ...defaults.labels, ...given, ...(name === null ? {} : { alertname: name }) };
  const text = Object.fromEntries(
    ['summary', 'description', 'message'].flatMap((key) => {
      const written = readText(raw[key]);
      return written === null ? [] : [[key, written]];
    }),
  );
  const endsAtMs = readTime(raw['endsAt']);
  const ended = endsAtMs !== null && endsAtMs <= defaults.nowMs;
  const status = readStatus(raw['status']) ?? (ended ? 'resolved' : (defaults.status ?? 'firing'));
  return {
    status,
    labels,
    annotations: { ...defaults.annotations, ...readLabels(text), ...readLabels(raw['annotations']), ...odd },
    startsAtMs: readTime(raw['startsAt']),
    endsAtMs: status === 'resolved' ? endsAtMs : null,
    generatorUrl: readText(raw['generatorURL']),
    fingerprint: readText(raw['fingerprint']) ?? computeFingerprint(labels),
  };
}
