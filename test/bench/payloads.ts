export interface PayloadOptions {
  readonly group: number;
  readonly alerts: number;
  /** Another one is news about the group; the same one again is a repeat. */
  readonly version: number;
}

/** A webhook body as Alertmanager sends it, of the size that real ones have: about 1 kB an alert. */
export function createPayload({ group, alerts, version }: PayloadOptions): string {
  const name = `Bench${group}`;
  const shared = { alertname: name, severity: 'critical', cluster: 'eu-1', namespace: 'shop', team: 'sre' };
  const annotations = {
    summary: `${name} is above its threshold (${version})`,
    description: 'The share of requests that failed was above five percent over the last ten minutes.',
    runbook_url: `https://runbooks.example.com/${name}`,
  };
  return JSON.stringify({
    version: '4',
    groupKey: `{}:{alertname="${name}"}`,
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'bridge',
    groupLabels: { alertname: name },
    commonLabels: shared,
    commonAnnotations: annotations,
    externalURL: 'http://alertmanager.example.com',
    alerts: Array.from({ length: alerts }, (_, index) => ({
      status: 'firing',
      labels: {
        ...shared,
        instance: `node-${index}.eu-1.example.com:9100`,
        job: 'node',
        pod: `checkout-${group}-${index}`,
        service: `checkout-${group}`,
      },
      annotations,
      startsAt: '2026-11-23T02:41:00.123Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: `http://prometheus.example.com/graph?g0.expr=errors_per_second+%3E+5&g0.tab=1`,
      fingerprint: (group * 1000 + index).toString(16).padStart(16, '0'),
    })),
  });
}
