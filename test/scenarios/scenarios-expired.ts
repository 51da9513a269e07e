import { decoys } from './decoys.ts';
import type { Sketch, SketchedChange } from './world.ts';

/** What runs out at a moment that was set long ago; and releases after which the same is said. */

interface Expired {
  readonly name: string;
  readonly line: string;
  readonly metrics?: Sketch['labelled'];
  readonly change?: SketchedChange;
  /** A change that did nothing. */
  readonly decoy?: SketchedChange;
  readonly instead?: RegExp;
}

function toSketch({ name, line, metrics = [], change, decoy, instead }: Expired): Sketch {
  return {
    name: `expired: ${name}`,
    alert: ['booking', 'booking answers 5xx'],
    calls: 'web > booking > seats, web > search > seats',
    series: [
      ['booking', 'http_5xx_ratio', [-8, 0.001], [-7, 0.9]],
      ['search', 'http_5xx_ratio', [-8, 0.001], [-7, 0.8]],
    ],
    labelled: metrics,
    logs: [
      ['booking', 'error', -8, 16, line],
      ['search', 'error', -8, 16, line],
      ['web', 'warn', -7, 9, 'booking answered 502'],
    ],
    changes: [
      decoys.rename('booking', -14),
      decoys.metrics('search', -12),
      decoys.bump('seats', -16),
      ...[change, decoy].filter((one) => one !== undefined),
    ],
    culprit: change?.id ?? null,
    ...(instead === undefined ? {} : { instead }),
  };
}

const setting = (id: string, file: string, before: string, after: string): SketchedChange => ({
  ...{ id, minute: -15, summary: 'align settings', service: 'booking' },
  deploys: [
    ['booking', -9],
    ['search', -9],
  ],
  diff: `--- a/${file}\n+++ b/${file}\n@@ -4,3 +4,3 @@\n-${before}\n+${after}\n`,
});

const ranOut = 'seats call failed: x509: certificate has expired or is not yet valid';

/** A certificate of one service that is renewed. */
const renewed = (service: string, minute: number): SketchedChange => ({
  ...{ id: 'renewed', minute, summary: 'renew earlier, smaller key', service },
  diff: `--- a/deploy/${service}/certificate.yaml
+++ b/deploy/${service}/certificate.yaml
@@ -5,6 +5,6 @@ spec:
   duration: 2160h
-  renewBefore: 360h
+  renewBefore: 720h
   privateKey:
-    size: 2048
+    size: 256
`,
});

const cases: readonly Expired[] = [
  {
    name: "a certificate, and somebody else's that was renewed before",
    line: ranOut,
    decoy: renewed('web', -26),
    instead: /certificate/,
  },
  {
    name: 'a certificate, told by a metric alone',
    line: 'remote error: tls: handshake failure',
    metrics: [
      [{ service: 'seats' }, 'tls_certificate_seconds_to_expiry', [-90, 4920], [-8, 0], [10, -1080]],
      [{ service: 'booking' }, 'tls_certificate_seconds_to_expiry', [-90, 3_000_000], [10, 2_994_000]],
    ],
    instead: /certificate.* seats|seats.*certificate/,
  },
  {
    name: 'a certificate, told in days',
    line: 'javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure',
    metrics: [[{ service: 'seats' }, 'cert_expiry_days', [-90, 0.057], [-8, 0], [10, -0.0125]]],
    instead: /certificate/,
  },
  {
    name: 'a secret of a Java client',
    line: "AADSTS7000222: The provided client secret keys for app 'seats-sync' are expired",
    instead: /secret|key/,
  },
  {
    name: 'a token of a cloud, in Python',
    line: 'botocore.exceptions.ClientError: An error occurred (ExpiredTokenException) when calling the PutObject operation: The provided token has expired.',
    instead: /token/,
  },
  {
    name: 'a token between services, in Node',
    line: 'TokenExpiredError: jwt expired at 2026-03-03T11:52:00.000Z',
    instead: /token|jwt/,
  },
  {
    name: 'the password of a database user',
    line: 'java.sql.SQLException: ORA-28001: the account password has expired',
    instead: /password/,
  },
  {
    name: 'a token, in logfmt of Go',
    line: 'level=error msg="rpc error: code = Unauthenticated desc = token is expired by 12s" caller=client.go:88',
    instead: /token/,
  },
  {
    name: 'a key of a partner that answers 401 all at once',
    line: 'GET https://api.seatmap.io/v1/plan: 401 Unauthorized',
    instead: /seatmap.*(?:credential|turns us away|let us in)/,
  },
  {
    name: 'the licence of a library',
    line: 'RenderEngine: licence for host validity ended 2026-03-03, feature disabled',
    instead: /licence/,
  },
  {
    name: 'tokens, since a release lets them live for 36 seconds',
    line: 'rpc error: code = Unauthenticated desc = token is expired by 12s',
    change: setting('lifetime', 'booking/auth.yaml', 'token_ttl: 3600s', 'token_ttl: 36s'),
  },
  {
    name: 'tokens, since a release forgives no skew of clocks',
    line: 'TokenExpiredError: jwt expired',
    change: setting('leeway', 'booking/auth.yaml', 'jwt_leeway_seconds: 60', 'jwt_leeway_seconds: 0'),
  },
  {
    name: 'nothing, but a release sends another key to the partner',
    line: 'GET https://api.seatmap.io/v1/plan: 401 Unauthorized',
    change: setting(
      'key',
      'booking/seatmap.yaml',
      'api_key_ref: seatmap-live',
      'api_key_ref: seatmap-sandbox',
    ),
  },
];

export const expiredCases: readonly Sketch[] = cases.map(toSketch);
