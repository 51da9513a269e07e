import { checked, pattern } from '../table/value-kind.ts';

/** Text that is looked for, or shown. It reaches no shell, so that anything printable will do. */
const text = checked('a text', (value) => (value.length <= 500 ? null : 'a text is too long'));

const sizeShape = /^[+-]?\d+(\.\d+)?([bcwkKMGTPE]i?B?)?$/;

export const plainKinds = {
  text,
  'dashed-text': { ...text, mayBeginWithDash: true },
  name: pattern('a name', /^[A-Za-z0-9_.][A-Za-z0-9_.:@/+-]*$/),
  word: pattern('a word', /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/),
  words: pattern('words with commas', /^[A-Za-z0-9_%+.-]+(,[A-Za-z0-9_%+.=-]+)*,?$/),
  assignment: pattern('a pair such as key=value', /^[A-Za-z0-9_./-]+=[A-Za-z0-9_./:@+-]*$/),
  label: pattern(
    'a label such as key=value or key-',
    /^[A-Za-z0-9_./-]+(=[A-Za-z0-9_./:@+-]*)?(:(NoSchedule|PreferNoSchedule|NoExecute)-?)?-?$/,
  ),
  count: pattern('a number', /^\d{1,12}$/),
  number: pattern('a number', /^[+-]?\d{1,12}(\.\d+)?$/, true),
  numbers: pattern('numbers with commas', /^\d+([-,]\d+)*$/),
  size: pattern('a size', sizeShape, true),
  duration: pattern('a duration', /^-?(\d+(\.\d+)?(ns|us|ms|s|sec|min|m|h|d|w|y|M)?)+$/, true),
  interval: pattern('a number of seconds', /^\d{1,3}(\.\d{1,6})?$/),
  // How often something is repeated: what goes on for days has no end. To many programs 0 means "for ever".
  rounds: pattern('a number from 1 to 1000', /^(1000|[1-9]\d{0,2})$/),
  // How long something is waited for, at most some hours; to kubectl 0 and what is negative mean "for ever".
  wait: pattern(
    'a duration of at most some hours',
    /^([1-9]\d{0,3}s|[1-9]\d{0,2}m(\d{1,2}s)?|[1-9]h(\d{1,2}m)?)$/,
  ),
  'wait-seconds': pattern('a number of seconds up to 9999', /^[1-9]\d{0,3}$/),
  time: pattern('a time', /^[A-Za-z0-9@ :.+T-]{1,40}$/, true),
  // To Docker a negative duration is a time to come.
  'past-time': pattern('a time that is over', /^[A-Za-z0-9@ :.+T][A-Za-z0-9@ :.+T-]{0,39}$/),
  'clock-time': pattern('a time of the day', /^\d{1,2}:\d{2}(:\d{2})?$/),
  ranges: pattern('ranges such as 1-3,5', /^(\d+-?\d*|-\d+)(,(\d+-?\d*|-\d+))*$/, true),
  pid: pattern('process ids', /^\d{1,10}(,\d{1,10})*$/),
  'unsigned-pid': pattern('a process id above 1', /^([2-9]|[1-9]\d{1,9})$/),
  signal: pattern('a signal', /^(SIG)?(TERM|HUP|INT|QUIT|KILL|USR1|USR2|STOP|CONT|ABRT|WINCH|\d{1,2})$/),
  port: pattern('a port', /^\d{1,5}$/),
  unit: pattern('a unit', /^[A-Za-z0-9@:._*\\-]+$/),
  interface: pattern('a network interface', /^[A-Za-z0-9_.:@-]{1,20}$/),
  address: pattern('an address', /^[0-9a-fA-F.:]+(\/\d{1,3})?$/),
  locale: pattern('a character set', /^[A-Za-z0-9_.-]+$/),
  'date-format': pattern('a format of a date', /^\+[A-Za-z0-9%_:. T/,()+@-]*$/),
  character: checked('one character', (value) =>
    value.length === 1 || /^\\[nt0]$/.test(value) ? null : `"${value}" is not one character`,
  ),
  'journal-match': pattern('a field of the journal', /^_?[A-Z][A-Z0-9_]*=[A-Za-z0-9_.:@/+-]+$|^\+$/),
  image: pattern('an image', /^[A-Za-z0-9][A-Za-z0-9_./:@-]*$/),
  'plain-name': pattern('a plain name', /^[A-Za-z0-9][A-Za-z0-9_-]*$/),
  'sysctl-name': pattern('the name of a kernel setting', /^[a-z0-9_]+([./][A-Za-z0-9_*:-]+)+$/),
  cron: pattern('a user', /^[a-z_][a-z0-9_-]*$/),
  selector: pattern('a selector', /^[A-Za-z0-9_./=!,() <>-]+$/),
  literal: pattern('a plain text', /^[A-Za-z0-9 _.:,;@%+=/()'"\\n?!&-]*$/),
} as const;
