import { expect, test } from 'vitest';
import { attacks } from '../../../test/commands/attacks.ts';
import { builtInPolicy } from './built-in-policy.ts';
import { createCommandGate } from './gate.ts';

const gate = await createCommandGate(builtInPolicy);

/** More by hand: `FUZZ_TRIES=200000 FUZZ_SEED=7 npx vitest run --project unit src/verification/commands/fuzz.test.ts` */
const tries = Number(process.env['FUZZ_TRIES'] ?? 1500);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

/** Mulberry32: the same numbers for the same seed. */
function createRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const accepted = [
  'df -h /var',
  "ps aux | grep 'java -jar' | head -n 5",
  'kubectl get pods -n shop -o wide',
  'kubectl logs deploy/checkout --tail=100',
  "kubectl get pods -o jsonpath='{.items[0].metadata.name}'",
  'journalctl -u nginx --no-pager -n 100',
  'systemctl status nginx --no-pager',
  "find /var/log -name '*.log' -mtime -1",
  'ss -tlnp',
  'sort -k2 -n',
  'dmesg -T | tail -n 20',
  'tail -n 50 /var/log/syslog',
  "sed -n '5,10p' /var/log/syslog",
  "awk '{print $1}' /var/log/syslog",
  "grep -E 'a|b' /var/log/syslog",
  'sysctl vm.swappiness',
  'docker ps --no-trunc 2>&1',
  'docker compose -f compose.yml -p shop ps -a',
  'docker-compose -f compose.yml logs --tail 100',
  'systemctl -t service --user list-units --no-pager',
  'top -b -n 1 2>/dev/null',
  "psql -c 'select count(*) from pg_stat_activity'",
  'redis-cli info memory',
  'curl -s http://prometheus:9090/api/v1/alerts',
  'ip addr show',
];

const pieces = [
  ...[
    ';id',
    '; id',
    '&&id',
    '||id',
    '&id',
    '|sh',
    '| sh',
    '$(id)',
    '`id`',
    '<(id)',
    '>(id)',
    '${x}',
    '$x',
    '$((1))',
  ],
  ...[
    '>x',
    '>>x',
    '2>x',
    '<x',
    '<<x',
    '<<<x',
    '&>x',
    '>|x',
    '2>&3',
    '#x',
    '\\',
    '"',
    "'",
    "$'",
    '$"',
    '!',
    '!!',
  ],
  ...[
    '\n',
    '\r',
    '\t',
    '\0',
    '\u00a0',
    '\u200b',
    '\u202e',
    'е',
    '*',
    '?',
    '[a]',
    '{a,b}',
    '~',
    '(',
    ')',
    '{',
    '}',
  ],
  ...[
    ' -exec id +',
    ' -delete',
    ' -o x',
    ' -f',
    ' -w',
    ' -K',
    ' -C',
    ' --follow',
    ' --rotate',
    ' --vacuum-size=1',
    ' -i',
  ],
  ...[
    ' --raw',
    ' secrets',
    ' --kubeconfig=x',
    ' --',
    ' -',
    ' --outp',
    ' /etc/shadow',
    ' ../x',
    ' e',
    ' -c',
    ' x=y',
    'X=y ',
  ],
];

/** What may follow a binary in no accepted command, whatever surrounds it. */
const forbidden: readonly (readonly [binary: string, words: RegExp])[] = [
  ['find', /^-(exec|execdir|ok|okdir|delete|fprint.*|fls)$/],
  ['sort', /^-[a-z]*o|^--o/],
  ['sed', /^-[a-zA-Z]*i|^--i/],
  ['tail', /^-[a-z]*[fF]|^--f|^--retry/],
  ['dmesg', /^-[A-Za-z]*[CcwDEn]|^--(clear|read|follow)/],
  ['ss', /^-[A-Za-z]*[KDFN]|^--kill/],
  ['journalctl', /^--(rot|vac|flush|sync|fol)|^-f/],
  ['kubectl', /^(--raw|--kubeconfig.*|-w|-f|--follow|--watch)$/],
  ['curl', /^-[a-zA-Z]*[dTKoOXFDc]$|^--data/],
  ['docker', /^(-w|exec|run|rm|kill)$/],
];

/** What a shell would act on, by a reading of quotes of its own: none of it may be in an accepted command. */
function findActive(command: string): string | null {
  const bare = command
    .replaceAll(/'[^']*'/g, 'q')
    .replaceAll(/\\[ -~]/g, 'q')
    // Before what begins no name or bracket a dollar in double quotes is a dollar: "$>x".
    .replaceAll(/"(?:[^"$`\\]|\$(?![\w{([@*#?!$'"-]))*(\$")?"?/g, 'q')
    .replaceAll(/ 2>(&1|\/dev\/null| \/dev\/null)(?=[ |]|$)/g, '')
    .replaceAll(' | ', ' ')
    .replaceAll(/\S\|\S|\S\| | \|\S/g, (joint) => (/\|\|/.test(joint) ? joint : ' '));
  if (/[^\x20-\x7e]/.test(command)) return 'unseen';
  return /[;&|<>$`(]|\{[^}]*,/.exec(bare)?.[0] ?? null;
}

function mutate(random: () => number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const hostile = random() < 0.3 ? pick(attacks).command : pick(accepted);
  let text = hostile;
  const rounds = 1 + Math.floor(random() * 3);
  for (let round = 0; round < rounds; round += 1) {
    const at = Math.floor(random() * (text.length + 1));
    const end = random() < 0.2 ? Math.min(text.length, at + 1 + Math.floor(random() * 4)) : at;
    const piece = random() < 0.1 ? pick(accepted) : random() < 0.1 ? '' : pick(pieces);
    text = text.slice(0, at) + piece + text.slice(end);
  }
  return text;
}

test('every command that the fuzz starts from only reads', () => {
  expect(accepted.filter((command) => gate(command).verdict !== 'read-only')).toEqual([]);
});

test(`of ${tries} mutated commands none is taken for reading that a shell would act on`, () => {
  const random = createRandom(seed);
  const wrong: string[] = [];
  let taken = 0;
  for (let index = 0; index < tries; index += 1) {
    const command = mutate(random);
    const judged = gate(command);
    if (judged.verdict !== 'read-only') continue;
    taken += 1;
    const active = findActive(command);
    const worded = judged.parts.some(({ binary, words }) =>
      forbidden.some(([name, shape]) => name === binary && words.some((word) => shape.test(word))),
    );
    // Only between `compose` and what it is to do does -f name a file.
    const follows = judged.parts.some(
      ({ binary, words }) =>
        /^docker/.test(binary) &&
        words.lastIndexOf('-f') > words.findIndex((word) => /^(ps|logs)$/.test(word)),
    );
    // A pod may be called "secrets": the first word behind the verb is what is asked for.
    const secret = judged.parts.some(
      ({ binary, words: [verb, kind] }) =>
        binary === 'kubectl' && verb !== 'logs' && /^secrets?$/.test(kind ?? ''),
    );
    const unknown = judged.parts.some(({ binary }) => builtInPolicy.rulesOf(binary).length === 0);
    if (active !== null || worded || follows || secret || unknown) wrong.push(command);
  }
  expect(wrong).toEqual([]);
  expect(taken).toBeGreaterThan(tries / 100);
});
