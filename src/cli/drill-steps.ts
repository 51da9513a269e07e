import { setTimeout as delay } from 'node:timers/promises';
import type { BreakablePart } from '../app/breakage.ts';
import type { DrillReport } from '../app/drill-report.ts';
import { formatTime } from '../domain/time.ts';
import type { Delivery, DrillTarget } from './drill-target.ts';

export interface DrillStep {
  readonly title: string;
  /** Called first; test alerts are sent while it is broken. */
  readonly break: () => Promise<void>;
  /** How long it stays broken; the next step begins when it is whole. */
  readonly brokenMs: number;
  /** In the middle of the work: the alerts are taken in, their work is not done. */
  readonly interrupt?: () => Promise<void>;
}

export interface DrillOutcome {
  readonly title: string;
  readonly sent: number;
  readonly refused: number;
  readonly takenInMs: number;
  /** Null when some notifier has never shown it. */
  readonly messageMs: number | null;
  readonly rungs: readonly string[];
  readonly unavailable: readonly string[];
  readonly lost: number;
}

export interface DrillOptions {
  readonly target: DrillTarget;
  /** Tells this drill's alerts from those of others. */
  readonly runId: string;
  readonly alerts: number;
  readonly nowMs: () => number;
  /** Whether the notifier itself has seen it; true where only the service's own word can be had. */
  readonly arrived: (groupKey: string, state: 'firing' | 'resolved') => boolean;
}

const settleTimeoutMs = 150_000;
const pollMs = 100;

interface TestAlert {
  readonly name: string;
  readonly startsAtMs: number;
}

export function groupKeyOf(alert: Pick<TestAlert, 'name'>): string {
  return `{}/{drill="true"}:{alertname="${alert.name}"}`;
}

/** Marked as a test, of the least severity, so that routes can keep it from those who sleep. */
function toBody(alert: TestAlert, resolvedAtMs: number | null): object {
  const labels = { alertname: alert.name, severity: 'info', drill: 'true' };
  const status = resolvedAtMs === null ? 'firing' : 'resolved';
  const annotations = { summary: 'This is a drill: a test alert, nothing is wrong.' };
  return {
    version: '4',
    groupKey: groupKeyOf(alert),
    truncatedAlerts: 0,
    status,
    receiver: 'drill',
    groupLabels: { alertname: alert.name },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: '',
    alerts: [
      {
        status,
        labels,
        annotations,
        startsAt: formatTime(alert.startsAtMs),
        endsAt: resolvedAtMs === null ? '0001-01-01T00:00:00Z' : formatTime(resolvedAtMs),
        generatorURL: '',
        fingerprint: alert.name,
      },
    ],
  };
}

async function waitUntilSettled(target: DrillTarget, incidentId: string): Promise<DrillReport | null> {
  const deadlineMs = performance.now() + settleTimeoutMs;
  for (;;) {
    const report = await target.report(incidentId);
    if (report?.settled === true || performance.now() > deadlineMs) return report;
    await delay(pollMs);
  }
}

/** Breaks one thing, sends test alerts, waits until all is well again, resolves them, and says what became of them. */
export async function runDrillStep(step: DrillStep, options: DrillOptions): Promise<DrillOutcome> {
  const { target, arrived, nowMs } = options;
  const slug = step.title.replace(/\W+/g, '-');
  const alerts = Array.from(
    { length: options.alerts },
    (_, index): TestAlert => ({
      name: `Drill-${options.runId}-${slug}-${index + 1}`,
      startsAtMs: nowMs(),
    }),
  );
  const wholeAtMs = performance.now() + step.brokenMs;
  await step.break();
  const firing = await Promise.all(alerts.map((alert) => target.send(toBody(alert, null))));
  await step.interrupt?.();
  const reports = await Promise.all(
    firing.map((sent) => (sent === null ? null : waitUntilSettled(target, sent.incidentId))),
  );
  await delay(Math.max(0, wholeAtMs - performance.now()));
  const resolved = await Promise.all(alerts.map((alert) => target.send(toBody(alert, nowMs()))));
  const ends = await Promise.all(
    resolved.map((sent) => (sent === null ? null : waitUntilSettled(target, sent.incidentId))),
  );
  const lost = alerts.filter((alert, index) => {
    const told = (['firing', 'resolved'] as const).every((state) => arrived(groupKeyOf(alert), state));
    return !(reports[index]?.settled === true && ends[index]?.settled === true && told);
  });
  const sent = [...firing, ...resolved].filter((one): one is Delivery => one !== null);
  const messagesMs = reports.map((report) => report?.firstMessageMs ?? null);
  return {
    title: step.title,
    sent: alerts.length,
    refused: sent.reduce((sum, one) => sum + one.refused, 0),
    takenInMs: Math.max(0, ...sent.map((one) => one.tookMs)),
    messageMs: messagesMs.includes(null) ? null : Math.max(...messagesMs.map((ms) => ms ?? 0)),
    rungs: [...new Set(reports.flatMap((report) => report?.rung ?? []))],
    unavailable: [...new Set(reports.flatMap((report) => report?.unavailable ?? []))],
    lost: lost.length,
  };
}

/** Breaks a part through the service's own interface. */
export function breakPart(
  title: string,
  part: BreakablePart,
  options: { readonly target: DrillTarget; readonly seconds: number },
): DrillStep {
  const { target, seconds } = options;
  return { title, break: () => target.breakFor(part, seconds), brokenMs: seconds * 1000 };
}
