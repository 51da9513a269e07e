import { decoys } from './decoys.ts';
import type { Sketch, SketchedChange } from './world.ts';

/** Hosts of others that lines name, what only is named like one, and other versions of what others wrote. */

interface Called {
  readonly name: string;
  readonly line: string;
  readonly changes?: readonly SketchedChange[];
  readonly culprit?: string;
  readonly instead?: RegExp;
}

function change(
  id: string,
  minute: number,
  [file, ...lines]: readonly [string, ...string[]],
): SketchedChange {
  return {
    ...{ id, minute, service: 'notify', summary: 'small improvements' },
    diff: `--- a/${file}\n+++ b/${file}\n@@ -20,9 +20,9 @@\n${lines.join('\n')}\n`,
  };
}

function toSketch({ name, line, changes = [], culprit, instead }: Called): Sketch {
  return {
    name,
    alert: ['notify', 'NotifyErrors messages that are not sent'],
    calls: 'shop > notify',
    series: [
      ['notify', 'errors_per_second', [-8, 0.1], [-6, 12]],
      ['notify', 'messages_sent_per_second', [-8, 14], [-6, 2]],
      ['shop', 'errors_per_second', [-7, 0.1], [-5, 6]],
    ],
    logs: [
      ['notify', 'error', -8, 14, line],
      ['shop', 'error', -6, 6, 'notify answered 502'],
    ],
    changes: [decoys.rename('notify', -14), decoys.metrics('shop', -12), ...changes],
    culprit: culprit ?? null,
    ...(instead === undefined ? {} : { instead }),
  };
}

const hosts: readonly Called[] = [
  {
    name: 'a provider that is named by its address',
    line: 'POST https://api.textwave.com/v2/messages: 503 Service Unavailable',
    instead: /api\.textwave\.com/,
  },
  {
    name: 'a provider that does not answer, named without a scheme',
    line: 'gateway mx.letterbird.io: request timed out after 8s',
    instead: /mx\.letterbird\.io/,
  },
  {
    name: 'a provider that is named by its port',
    line: 'dial tcp smtp.mailhaven.net:587: i/o timeout',
    instead: /smtp\.mailhaven\.net/,
  },
  {
    name: 'a provider that a field of the line names',
    line: 'send failed host="push.bellring.dev" status=502',
    instead: /push\.bellring\.dev/,
  },
  {
    name: 'a provider whose address a change gave another version, and that no longer answers',
    line: 'POST https://api.textwave.com/v3/messages: 404 Not Found, send failed',
    changes: [
      change('address', -13, [
        'notify/config.yaml',
        '-textwave_url: https://api.textwave.com/v2',
        '+textwave_url: https://api.textwave.com/v3',
      ]),
    ],
    culprit: 'address',
  },
];

/** Packages and classes have dots as hosts do, and fail for reasons of our own. */
const namedLikeHosts: readonly Called[] = [
  {
    name: 'a class of a library, when calls have less time',
    line: 'java.net.http.HttpTimeoutException: request timed out',
    changes: [
      change('time', -13, [
        'notify/src/main/java/Sender.java',
        '-        .timeout(Duration.ofSeconds(8))',
        '+        .timeout(Duration.ofMillis(80))',
      ]),
    ],
    culprit: 'time',
  },
  {
    name: 'a module of Go, when its pool is small',
    line: 'github.com/acme/notify/pool: timed out waiting for free connection',
    changes: [change('pool', -13, ['notify/pool.yaml', '-max_open_conns: 40', '+max_open_conns: 4'])],
    culprit: 'pool',
  },
  {
    name: 'a package, when a check is gone',
    line: 'com.acme.notify.io.Writer failed: java.lang.NullPointerException',
    changes: [
      change('check', -13, [
        'notify/src/main/java/Writer.java',
        '-    if (address == null) { return; }',
        '     out.write(address.host());',
      ]),
    ],
    culprit: 'check',
  },
];

const bumps: readonly Called[] = [
  {
    name: 'a library of a new major version that no longer reads what it read',
    line: 'failed to parse template: cannot parse token, at handlebars (compiler.js:88)',
    changes: [
      change('major', -13, ['package.json', '-    "handlebars": "^4.7.8",', '+    "handlebars": "^5.0.0",']),
    ],
    culprit: 'major',
  },
  {
    name: 'a library of a new major version that a line of the error names',
    line: 'TypeError in lettertools: encode() got an unexpected keyword argument',
    changes: [change('names', -13, ['requirements.txt', '-lettertools==2.3.1', '+lettertools==3.0.0'])],
    culprit: 'names',
  },
  {
    name: 'a setting, beside a library of a new patch version',
    line: 'pool exhausted: 4/4 connections in use',
    changes: [
      change('patch', -10, [
        'go.mod',
        '-\tgithub.com/jackc/pgx/v5 v5.5.1',
        '+\tgithub.com/jackc/pgx/v5 v5.5.2',
      ]),
      change('size', -13, ['notify/db.yaml', '-max_conns: 40', '+max_conns: 4']),
    ],
    culprit: 'size',
  },
  {
    name: 'nothing of ours, beside a library of a new patch version',
    line: 'POST https://api.textwave.com/v2/messages: 503 Service Unavailable',
    changes: [
      change('patch', -10, [
        'go.mod',
        '-\tgithub.com/jackc/pgx/v5 v5.5.1',
        '+\tgithub.com/jackc/pgx/v5 v5.5.2',
      ]),
    ],
    instead: /textwave/,
  },
];

export const outsideCases: readonly Sketch[] = [...hosts, ...namedLikeHosts, ...bumps].map(toSketch);
