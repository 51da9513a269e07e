/** One notification of one numbered alert; the same one may be sent more than once, as Alertmanager would. */
export interface NumberedBody {
  /** Tells this body from every other that is sent, also from a repeat of the same notification. */
  readonly bodyId: string;
  readonly groupKey: string;
  readonly status: 'firing' | 'resolved';
  readonly text: string;
}

const startsAt = '2026-11-23T02:41:00Z';
const endsAt = '2026-11-23T03:10:00Z';

/**
 * The body that Alertmanager would send for alert number `number`, with a field more that says which body it is, and
 * padded with this many characters.
 */
export function numberedBody(
  number: string,
  status: NumberedBody['status'],
  attempt: number,
  padding = 0,
): NumberedBody {
  const bodyId = `${number}/${status}/${attempt}`;
  const groupKey = `{}:{alertname="Numbered", number="${number}"}`;
  const labels = { alertname: 'Numbered', number, severity: 'critical' };
  const annotations = { summary: `Number ${number}` };
  const text = JSON.stringify({
    version: '4',
    groupKey,
    truncatedAlerts: 0,
    status,
    receiver: 'bridge',
    groupLabels: { alertname: 'Numbered', number },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: 'http://alertmanager.example.com',
    alerts: [
      {
        status,
        labels,
        annotations,
        startsAt,
        endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : endsAt,
        generatorURL: 'http://prometheus.example.com/graph?g0.expr=up+%3D%3D+0&g0.tab=1',
        fingerprint: `number-${number}`,
      },
    ],
    bodyId,
    padding: 'x'.repeat(padding),
  });
  return { bodyId, groupKey, status, text };
}

/** Which body a stored text is. */
export function readBodyId(text: string): string {
  return String((JSON.parse(text) as { readonly bodyId?: unknown }).bodyId);
}
