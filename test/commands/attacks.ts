import { readFileSync } from 'node:fs';

export interface Attack {
  /** The class of the trick. */
  readonly kind: string;
  readonly command: string;
}

function readAttacks(): readonly Attack[] {
  const lines = readFileSync(new URL('attacks.txt', import.meta.url), 'utf8').split('\n');
  let kind = '';
  return lines.flatMap((line) => {
    if (!line.startsWith('## ')) return line === '' ? [] : [{ kind, command: line }];
    kind = line.slice(3);
    return [];
  });
}

/** What a line of a text file cannot hold, or what nobody would see there. */
const unseen: readonly string[] = [
  '',
  ' ',
  '\t',
  '\n',
  '\0',
  'df\t-h',
  'df -h\n',
  '\ndf -h',
  'df -h\nid',
  'df -h\r',
  'df -h\rid',
  'df -h\r\nid',
  'df -h \\\nid',
  'df \\\n-h',
  'df -h\0id',
  'df -h\vid',
  'df -h\fid',
  'df -h\bid',
  'df -h\x7f',
  'df -h\u0085id',
  'df -h\u2028id',
  'df -h\u2029id',
  'kubеctl get pods',
  'kubectl gеt pods',
  'df\u00a0-h',
  'df\u3000-h',
  'df\u2003-h',
  'df -h\u200b',
  'df\u200d -h',
  'df \u2060-h',
  '\ufeffdf -h',
  'df \u202e/rav',
  'df \u2066-h\u2069',
  'df \u200e-h',
  'df \u00ad-h',
  'df -h \u001b[2K',
  'df -h \u001b[8mid',
  'df -h \u009b2K',
  'df \u2013h',
  'df \uff0dh',
  'df -ｈ',
  'df -h\uff1bid',
  'df \u2018-h\u2019',
  'df -h #',
  'df -h # id',
  'df -h #; id',
  ' df -h',
  'df -h ',
  `df -h${' '.repeat(200)}; id`,
  `df -h${' '.repeat(20)}-i`,
  `df -h /${'a'.repeat(1300)}`,
  `${'df -h; '.repeat(60)}id`,
  `df -h${' | sort'.repeat(60)}`,
  `df -h${' -h'.repeat(500)}`,
  `${'('.repeat(500)}df${')'.repeat(500)}`,
  `df ${'"'.repeat(501)}`,
  `df ${'$('.repeat(200)}`,
];

/**
 * What the gate must never take for reading, by the class of the trick. Written for this repository; nothing of it is ever
 * run.
 */
export const attacks: readonly Attack[] = [
  ...readAttacks(),
  ...unseen.map((command) => ({ kind: 'deceives the eye', command })),
];
