import fc from 'fast-check';
import { rungs } from '../../src/domain/analysis.ts';
import { impactLevels, rootCauseStatuses } from '../../src/domain/hypothesis.ts';
import type { Message, MessageReview } from '../../src/domain/message.ts';
import { reviewOutcomes, reviewStates, verdictsOnAnalysis } from '../../src/domain/review.ts';

const startedAtMs = Date.parse('2026-11-23T02:41:07Z');

/** A disk that fills up, as it is told before anything is known about it. */
export const rawMessage: Message = {
  incidentId: '0199-disk',
  groupKey: '{}:{alertname="DiskWillFillUp"}',
  revision: 1,
  state: 'firing',
  superseded: false,
  severity: 'critical',
  headline: { text: '/var on node-3 will be full within 4 hours', verified: true },
  title: 'DiskWillFillUp · node-3 /var',
  startedAtMs,
  resolvedAtMs: null,
  nowMs: startedAtMs + 31_000,
  occurrence: 1,
  alerts: [
    {
      name: 'DiskWillFillUp',
      status: 'firing',
      target: 'node-3 /var',
      summary: '/var on node-3 will be full within 4 hours',
      startsAtMs: startedAtMs,
    },
  ],
  firingCount: 1,
  resolvedCount: 0,
  truncatedAlerts: 0,
  analysis: { state: 'pending' },
  analysisId: null,
  reviews: [],
  judgements: [],
  links: [{ title: 'Runbook', url: 'https://runbooks.example.com/disk?a=1&b=2' }],
};

/** The same, explained 12 seconds later. */
export const explainedMessage: Message = {
  ...rawMessage,
  revision: 2,
  nowMs: startedAtMs + 43_000,
  analysisId: '0199-analysis',
  headline: {
    text: 'checkout-api debug log fills /var on node-3, 40 min after deploy v2.4.0',
    verified: true,
  },
  analysis: {
    state: 'done',
    rung: 'full',
    rungReason: null,
    rootCause: {
      status: 'likely',
      verified: true,
      text: 'Deploy v2.4.0 at 02:01 UTC set LOG_LEVEL=debug; since then the log grows by 1.2 GB/h.',
    },
    impact: { level: 'high', verified: false, text: 'PostgreSQL stops at about 06:30 UTC.' },
    alternatives: [{ text: 'A backup that was not rotated.', verified: true }],
    remediation: [
      {
        text: 'Roll checkout-api back.',
        verified: true,
        command: { verdict: 'shown', text: 'kubectl rollout undo deployment/checkout-api' },
        promql: null,
      },
      {
        text: 'Shrink the log.',
        verified: true,
        command: { verdict: 'withheld', reason: 'it writes to a file' },
        promql: null,
      },
    ],
    investigation: [
      {
        text: 'See whether other nodes grow as well.',
        verified: true,
        command: null,
        promql: { verdict: 'shown', text: 'deriv(node_filesystem_avail_bytes[30m]) < 0' },
      },
    ],
    prevention: [{ text: 'Limit the size of the log.', verified: true }],
    findings: ['/var falls since 02:02 UTC, from 6.1 GB to 4.6 GB', 'log lines rose ×68 at 02:01 UTC'],
    evidenceLine: 'Prometheus 6 series · 7 of 8 claims checked, 1 removed',
    footer: 'claude-sonnet-5-5 · prompt explain-alert v1 · 2,310 + 420 tokens · $0.009 · 6 s',
  },
};

/** Any message, when it is over. */
/** One more alert of the group fires, and it is as bad as it gets. */
export function worsen(message: Message): Message {
  const alerts = [
    ...message.alerts,
    {
      name: 'DiskAlmostFull',
      status: 'firing' as const,
      target: 'node-9 /var',
      summary: '/var on node-9 is full',
      startsAtMs: message.startedAtMs,
    },
  ];
  return {
    ...message,
    revision: message.revision + 1,
    severity: 'critical',
    alerts,
    firingCount: message.firingCount + 1,
  };
}

export function resolve(message: Message): Message {
  const resolvedAtMs = startedAtMs + 26 * 60_000;
  return {
    ...message,
    revision: message.revision + 1,
    state: 'resolved',
    resolvedAtMs,
    nowMs: resolvedAtMs,
    alerts: message.alerts.map((alert) => ({ ...alert, status: 'resolved' })),
    firingCount: 0,
    resolvedCount: message.alerts.length,
  };
}

/** What someone would write into a label or a log line to be heard by people or terminals. */
const hostileWords = [
  '<!channel>',
  '<!here|here>',
  '<@U0123456789>',
  '<#C0123456789>',
  '<https://evil.example|Runbook>',
  '<!date^1392734382^{date}|x>',
  '@here',
  '@channel',
  '```',
  '`',
  '*',
  '_',
  '~',
  '&lt;!channel&gt;',
  '&',
  '|',
  '\u001b[2J\u001b[31m',
  '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
  '\u009b31m',
  '\u202e',
  '\u200b',
  '\ud800',
  '\u0000',
  '\r',
  '\n',
  '\n> quote',
  '日本語',
  '👩‍👩‍👧',
  'node_filesystem_avail_bytes',
  'a'.repeat(4000),
  'word '.repeat(1000),
];

const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...hostileWords), fc.string({ unit: 'binary' })), { maxLength: 8 })
  .map((words) => words.join(' '));

const line = fc.record({ text: hostileText, verified: fc.boolean() });
const gated = fc.option(
  fc.oneof(
    fc.record({ verdict: fc.constant('shown' as const), text: hostileText }),
    fc.record({ verdict: fc.constant('withheld' as const), reason: hostileText }),
  ),
);
const step = fc.record({ text: hostileText, verified: fc.boolean(), command: gated, promql: gated });
const lines = fc.array(line, { maxLength: 12 });
const steps = fc.array(step, { maxLength: 12 });
const time = fc.integer({ min: 0, max: 4_000_000_000_000 });

const doneAnalysis = fc.record({
  state: fc.constant('done' as const),
  rung: fc.constantFrom(...rungs),
  rungReason: fc.option(hostileText),
  rootCause: fc.record({
    text: hostileText,
    verified: fc.boolean(),
    status: fc.constantFrom(...rootCauseStatuses),
  }),
  alternatives: lines,
  impact: fc.option(
    fc.record({ text: hostileText, verified: fc.boolean(), level: fc.constantFrom(...impactLevels) }),
  ),
  remediation: steps,
  investigation: steps,
  prevention: lines,
  findings: fc.array(hostileText, { maxLength: 20 }),
  evidenceLine: hostileText,
  footer: hostileText,
});

const alert = fc.record({
  name: hostileText,
  status: fc.constantFrom('firing' as const, 'resolved' as const),
  target: hostileText,
  summary: hostileText,
  startsAtMs: fc.option(time),
});

const review: fc.Arbitrary<MessageReview> = fc.record({
  id: fc.uuid(),
  incidentId: fc.uuid(),
  command: fc.oneof(
    fc.record({ verdict: fc.constant('shown' as const), text: hostileText }),
    fc.record({ verdict: fc.constant('withheld' as const), reason: hostileText }),
  ),
  sha256: fc.constant('a'.repeat(64)),
  effect: hostileText,
  dryRun: fc.option(hostileText),
  undo: fc.option(hostileText),
  purpose: hostileText,
  state: fc.constantFrom(...reviewStates),
  createdAtMs: time,
  expiresAtMs: time,
  decidedAtMs: fc.option(time),
  decidedBy: fc.option(hostileText),
  decidedVia: fc.constantFrom('slack' as const, 'page' as const, null),
  reason: fc.option(hostileText),
  outcome: fc.option(fc.constantFrom(...reviewOutcomes)),
  outcomeBy: fc.option(hostileText),
});

/** Messages whose every text was written by someone who wishes us ill, and too long. */
export const hostileMessages: fc.Arbitrary<Message> = fc.record({
  incidentId: fc.uuid(),
  groupKey: hostileText,
  revision: fc.nat(),
  superseded: fc.constant(false),
  state: fc.constantFrom('firing' as const, 'resolved' as const),
  severity: fc.constantFrom('critical' as const, 'error' as const, 'warning' as const, 'info' as const),
  headline: line,
  title: hostileText,
  startedAtMs: time,
  resolvedAtMs: fc.option(time),
  nowMs: time,
  occurrence: fc.integer({ min: 1, max: 1000 }),
  alerts: fc.array(alert, { maxLength: 30 }),
  firingCount: fc.nat(1000),
  resolvedCount: fc.nat(1000),
  truncatedAlerts: fc.nat(1000),
  analysis: fc.oneof(
    fc.constant({ state: 'pending' as const }),
    fc.record({ state: fc.constant('none' as const), reason: hostileText }),
    doneAnalysis,
  ),
  analysisId: fc.option(fc.uuid()),
  reviews: fc.array(review, { maxLength: 8 }),
  judgements: fc.array(
    fc.record({
      judgement: fc.constantFrom(...verdictsOnAnalysis),
      by: hostileText,
      note: fc.option(hostileText),
    }),
    { maxLength: 8 },
  ),
  links: fc.array(
    fc.record({
      title: hostileText,
      url: fc.oneof(fc.webUrl(), hostileText, fc.constant('javascript:alert(1)')),
    }),
    { maxLength: 12 },
  ),
});
