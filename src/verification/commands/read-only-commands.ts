/**
 * Commands that only read, by binary: the words that may follow it, and the flags. Everything that is not listed is
 * withheld. A flag that takes a value is written with `=`; its value is then the rest of the word, or the next word.
 */
export interface CommandShape {
  /** First words after the binary; `null` when the binary has no subcommands. */
  readonly subcommands: readonly string[] | null;
  readonly flags: readonly string[];
  /** Flags of which one has to be there. */
  readonly needs?: readonly string[];
  /** Whether words that are no flags may follow, such as names and paths. */
  readonly operands: boolean;
}

const kubectlFlags = ['-n=', '--namespace=', '-A', '--all-namespaces', '-l=', '--selector=', '--context='];

export const readOnlyCommands: Readonly<Record<string, readonly CommandShape[]>> = {
  kubectl: [
    { subcommands: ['describe'], flags: kubectlFlags, operands: true },
    {
      subcommands: ['get'],
      flags: [...kubectlFlags, '-o=', '--output=', '--sort-by=', '--show-labels'],
      operands: true,
    },
    { subcommands: ['top'], flags: [...kubectlFlags, '--containers', '--sort-by='], operands: true },
    {
      subcommands: ['logs'],
      flags: [
        ...kubectlFlags,
        '-c=',
        '--container=',
        '--tail=',
        '--since=',
        '-p',
        '--previous',
        '--timestamps',
      ],
      needs: ['--tail=', '--since='],
      operands: true,
    },
  ],
  df: [{ subcommands: null, flags: ['-h', '-i', '-T', '-hT', '-ih'], operands: true }],
  du: [
    {
      subcommands: null,
      flags: ['-s', '-h', '-sh', '-x', '-xsh', '-shx', '-d=', '--max-depth='],
      operands: true,
    },
  ],
  free: [{ subcommands: null, flags: ['-h', '-m', '-g'], operands: false }],
  ls: [
    {
      subcommands: null,
      flags: ['-l', '-a', '-la', '-lh', '-lah', '-lS', '-lhS', '-lShr', '-lt', '-ltr', '-lhtr'],
      operands: true,
    },
  ],
  findmnt: [{ subcommands: null, flags: [], operands: true }],
  uptime: [{ subcommands: null, flags: [], operands: false }],
  ps: [{ subcommands: null, flags: ['-ef', '-eo=', '--sort='], operands: false }],
  ss: [
    {
      subcommands: null,
      flags: ['-s', '-t', '-l', '-n', '-p', '-tlnp', '-tnp', '-tan', '-ulnp'],
      operands: false,
    },
  ],
  journalctl: [
    {
      subcommands: null,
      flags: [
        '--no-pager',
        '-u=',
        '--unit=',
        '-n=',
        '--lines=',
        '--since=',
        '--until=',
        '-p=',
        '--priority=',
        '-k',
        '--disk-usage',
      ],
      needs: ['--no-pager', '--disk-usage'],
      operands: false,
    },
  ],
  systemctl: [
    {
      subcommands: ['status', 'show', 'is-active', 'list-units'],
      flags: ['--no-pager', '-n=', '--lines=', '--failed'],
      needs: ['--no-pager'],
      operands: true,
    },
  ],
  helm: [
    { subcommands: ['list', 'status', 'history'], flags: ['-n=', '--namespace=', '-A'], operands: true },
  ],
};

/** What kubectl may not be asked for, in any spelling that it knows. */
export const secretKinds = /^(?:secrets?|sec)(?:[/.,].*)?$|,secrets?/i;
