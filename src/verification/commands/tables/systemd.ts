import type { BinaryTable } from '../table/command-rules.ts';

const endless = 'it never ends';
const elsewhere = 'it reaches another machine or file';
const remote = { '-H --host -M --machine': elsewhere, '--root --image': elsewhere };

const sameManager = '[ {--user}]';

const unitChanges: readonly (readonly [words: string, effect: string, undo?: string])[] = [
  ['start', 'starts {all}', `systemctl${sameManager} stop {all}, if it was stopped before`],
  ['stop', 'stops {all}', `systemctl${sameManager} start {all}`],
  ['restart|try-restart|condrestart', 'stops and starts {all}: what it serves is interrupted'],
  ['reload|reload-or-restart|try-reload-or-restart', 'makes {all} read its configuration again'],
  [
    'enable',
    'makes {all} start at boot',
    `systemctl${sameManager} disable[ {--now}] {all}, if it was not enabled before`,
  ],
  ['reenable', 'makes {all} start at boot, by what its file says now'],
  [
    'disable',
    'makes {all} not start at boot any more',
    `systemctl${sameManager} enable[ {--now}] {all}, if it was enabled before`,
  ],
  [
    'mask',
    'makes it impossible to start {all}',
    `systemctl${sameManager} unmask[ {--runtime}] {all}[ (and start what {--now} stopped)]`,
  ],
  ['unmask', 'makes it possible again to start {all}', `systemctl${sameManager} mask[ {--runtime}] {all}`],
  ['kill', 'sends a signal to the processes of {all}'],
  ['isolate', 'starts {all} and stops all other units'],
];

const journalFlags = `--no-pager -u,--unit=unit --user-unit=unit --user --system -t,--identifier=name -T,--exclude-identifier=name
  -p,--priority=name --facility=words -g,--grep=text --case-sensitive=?word -b,--boot=~boot-id --list-boots -k,--dmesg
  -n,--lines=~journal-lines -r,--reverse -e,--pager-end -x,--catalog -a,--all -q,--quiet -l,--full --no-full --no-hostname
  --utc -S,--since=time -U,--until=time --disk-usage -F,--field=journal-field -N,--fields --header --list-catalog
  --output-fields=journal-fields -m,--merge --truncate-newline --no-tail --verify`;

/** systemd and what belongs to it. */
export const systemdCommands: BinaryTable = {
  systemctl: {
    intermixed: true,
    flags: '--no-pager --user --system --no-legend --plain -q,--quiet -l,--full --no-ask-password',
    never: remote,
    forms: [
      {
        words: 'status',
        flags:
          '-n,--lines=count -o,--output={short|short-full|short-iso|short-iso-precise|short-precise|short-monotonic|short-unix|cat|with-unit} -a,--all --failed -t,--type=words --state=words --with-dependencies -r,--recursive',
        arguments: 'unit*',
        pages: true,
      },
      {
        words: 'show',
        flags: '-p,--property=unit-properties -P=unit-properties --value -a,--all -t,--type=words',
        needs: '-p|-P',
        arguments: 'unit*',
        pages: true,
      },
      { words: 'cat', arguments: 'unit+', pages: true },
      { words: 'is-active|is-enabled|is-failed', flags: '-a,--all', arguments: 'unit*' },
      { words: 'is-system-running' },
      { words: 'get-default' },
      {
        words:
          'list-units|list-timers|list-sockets|list-unit-files|list-automounts|list-paths|list-jobs|list-machines',
        flags:
          '-a,--all -t,--type=words --state=words --failed -r,--recursive --no-headers --reverse --show-types -o,--output=word',
        arguments: 'unit*',
        pages: true,
      },
      {
        words: 'list-dependencies',
        flags: '-a,--all --reverse --before --after',
        arguments: 'unit*',
        pages: true,
      },
      { flags: '--failed -a,--all -t,--type=words --state=words', pages: true },
      ...unitChanges.map(([words, effect, undo]) => ({
        words,
        flags:
          '--now --no-block --no-warn --runtime -s,--signal=signal --kill-whom={main|control|all} --kill-who={main|control|all} --job-mode=word -f,--force --wait',
        arguments: 'unit+',
        effect,
        ...(undo === undefined ? {} : { undo }),
      })),
      { words: 'daemon-reload', effect: 'makes systemd read all unit files again' },
      { words: 'daemon-reexec', effect: 'starts systemd itself anew' },
      { words: 'reset-failed', arguments: 'unit*', effect: 'forgets that units have failed: {all}' },
      {
        words: 'set-property',
        flags: '--runtime',
        arguments: 'unit assignment+',
        effect: 'changes limits of {1}: {rest}',
        undo: 'set the values from before, so note them now',
      },
      {
        words: 'reboot|poweroff|halt|rescue|emergency|kexec|suspend|hibernate',
        flags: '--no-wall --when=time',
        effect: 'stops or restarts the whole machine',
      },
    ],
  },
  journalctl: {
    never: {
      '-f --follow': endless,
      '-D --directory --file -i --root --image -M --machine --namespace': elsewhere,
      '--cursor-file': 'it writes a file',
      '--setup-keys --verify-key': 'it handles keys',
      '--interval': 'it changes keys',
      '--force': 'it overwrites keys',
      '--relinquish-var --smart-relinquish-var --flush --sync --update-catalog': 'it changes the journal',
    },
    forms: [
      {
        flags: `${journalFlags} -o,--output={short|short-full|short-iso|short-iso-precise|short-precise|short-monotonic|short-unix|short-delta|cat|with-unit}`,
        arguments: 'journal-match*',
        pages: true,
      },
      // These show every field, also those of a core dump, unless they are told which.
      {
        flags: `${journalFlags} -o,--output={verbose|export|json|json-pretty|json-sse}`,
        needs: '--output-fields',
        arguments: 'journal-match*',
        pages: true,
      },
      { flags: '--disk-usage --no-pager', needs: '--disk-usage' },
      {
        flags: '--vacuum-size=size --vacuum-time=duration --vacuum-files=count --rotate --no-pager',
        needs: '--vacuum-size|--vacuum-time|--vacuum-files|--rotate',
        effect: 'deletes old entries of the journal, or closes its files',
      },
    ],
  },
  'systemd-analyze': {
    intermixed: true,
    flags: '--no-pager --user --system',
    never: { ...remote, '--recursive-errors': 'it is for developers' },
    forms: [
      { words: 'time' },
      {
        words: 'blame|critical-chain',
        flags: '--fuzz=word --json={short|pretty|off}',
        arguments: 'unit*',
        pages: true,
      },
      { words: 'verify', flags: '--man={no|false}', needs: '--man', arguments: 'input+' },
      { words: 'calendar', flags: '--iterations=count', arguments: 'text+' },
      { words: 'timespan|timestamp', arguments: 'text+' },
      { words: 'unit-paths' },
      { words: 'security', arguments: 'unit*', pages: true },
      {},
    ],
  },
  'systemd-cgls': {
    never: { '-M --machine': elsewhere },
    forms: [{ flags: '--no-pager -a,--all -l,--full -u,--unit=unit -k', arguments: 'unit*', pages: true }],
  },
  'systemd-cgtop': {
    forms: [
      {
        flags:
          '-b,--batch -n,--iterations=rounds -d,--delay=interval -p -t -c -m -i -r,--raw --depth=count -P -k',
        needs: '-b -n',
      },
    ],
  },
  'systemd-detect-virt': { forms: [{ flags: '-c,--container -v,--vm -q,--quiet' }] },
  'systemd-resolve': {
    forms: [{ flags: '--status --statistics --no-pager', needs: '--status|--statistics', pages: true }],
  },
  coredumpctl: {
    intermixed: true,
    never: {
      '-o --output --debugger -A --debugger-arguments': 'it writes a file or runs another program',
      '-D --directory --file --root --image': elsewhere,
    },
    forms: [
      {
        words: 'list|info',
        flags: '--no-pager --no-legend -r,--reverse -n=count -1 -S,--since=time -U,--until=time -q,--quiet',
        arguments: 'name*',
        pages: true,
      },
    ],
  },
  hostnamectl: {
    intermixed: true,
    never: remote,
    forms: [
      { flags: '--static --transient --pretty --json={short|pretty|off}' },
      { words: 'status', flags: '--static --transient --pretty' },
      {
        words: 'hostname|set-hostname',
        arguments: 'name',
        effect: 'names the machine {1}',
        undo: 'the same command with the name from before; note it now',
      },
    ],
  },
  timedatectl: {
    intermixed: true,
    never: remote,
    forms: [
      { flags: '--no-pager' },
      {
        words: 'status|show|timesync-status|show-timesync',
        flags: '--no-pager -a,--all -p,--property=words --value',
      },
      { words: 'list-timezones', flags: '--no-pager', pages: true },
      {
        words: 'set-ntp',
        arguments: '{on|off|true|false|yes|no|0|1}',
        effect: 'switches the setting of the clock over the network',
        undo: 'the same command with the other of on and off',
      },
      {
        words: 'set-timezone',
        arguments: 'name',
        effect: 'sets the time zone to {1}',
        undo: 'the same command with the time zone from before; note it now',
      },
    ],
  },
  localectl: { never: remote, forms: [{ flags: '--no-pager' }, { words: 'status' }] },
  loginctl: {
    intermixed: true,
    never: remote,
    forms: [
      { flags: '--no-pager --no-legend', pages: true },
      { words: 'list-sessions|list-users|list-seats', flags: '--no-pager --no-legend', pages: true },
      {
        words: 'session-status|show-session|user-status|show-user|seat-status|show-seat',
        flags: '--no-pager -p,--property=words --value -a,--all -n,--lines=count',
        arguments: 'word*',
        pages: true,
      },
    ],
  },
  networkctl: {
    intermixed: true,
    forms: [
      { flags: '--no-pager --no-legend', pages: true },
      {
        words: 'list|status|lldp',
        flags: '--no-pager --no-legend -a,--all -s,--stats -n,--lines=count',
        arguments: 'interface*',
        pages: true,
      },
    ],
  },
  resolvectl: {
    intermixed: true,
    forms: [
      { flags: '--no-pager', pages: true },
      {
        words: 'status|statistics|dns|domain|dnssec|dnsovertls|llmnr|mdns',
        flags: '--no-pager',
        arguments: 'interface?',
        pages: true,
      },
      {
        words: 'query',
        flags:
          '-4 -6 -t,--type=word -c,--class=word --legend=word --cache=word --search=word -i,--interface=interface',
        arguments: 'host+',
      },
      { words: 'flush-caches', effect: 'empties the cache of names' },
    ],
  },
  busctl: { forms: [{ words: 'list', flags: '--no-pager --no-legend', pages: true }] },
  machinectl: { forms: [{ words: 'list', flags: '--no-pager --no-legend', pages: true }] },
  service: {
    style: 'exact',
    forms: [
      { flags: '--status-all', needs: '--status-all' },
      {
        arguments: 'plain-name {start}',
        effect: 'asks the service {1} to {rest}',
        undo: 'service {1} stop, if it was stopped before',
      },
      { arguments: 'plain-name {stop}', effect: 'asks the service {1} to {rest}', undo: 'service {1} start' },
      {
        arguments: 'plain-name {restart|reload|force-reload}',
        effect: 'asks the service {1} to {rest}',
      },
    ],
  },
  crontab: { never: { '-e -r -i': 'it changes the table' }, forms: [{ flags: '-l -u=cron', needs: '-l' }] },
  atq: { forms: [{}] },
  chronyc: {
    never: { '-h -f': elsewhere },
    style: 'exact',
    forms: [
      {
        flags: '-n -v',
        arguments: '{tracking|sources|sourcestats|activity|ntpdata|serverstats|rtcdata|clients} {-v|-a}?',
      },
      { words: 'makestep', effect: 'sets the clock at once' },
    ],
  },
  ntpq: { forms: [{ flags: '-p,--peers -n,--numeric -w,--wide', needs: '-p' }] },
  rpm: {
    never: {
      '--eval -E --define -D --pipe --load --rcfile --macros --root --dbpath --undefine --predefine':
        'it can run other programs',
    },
    style: 'exact',
    forms: [
      {
        flags: '-q -qa -qi -ql -qc -qd -qf --last',
        needs: '-q|-qa|-qi|-ql|-qc|-qd|-qf',
        arguments: 'name*',
      },
    ],
  },
  dpkg: {
    never: { '--root --admindir --instdir': elsewhere },
    forms: [
      {
        flags: '-l,--list -s,--status -L,--listfiles -S,--search',
        needs: '-l|-s|-L|-S',
        arguments: 'text*',
        pages: true,
      },
    ],
  },
  'dpkg-query': {
    never: { '--admindir --root': elsewhere },
    forms: [
      {
        flags: '-l,--list -s,--status -L,--listfiles -S,--search -W,--show -f,--showformat=text --no-pager',
        needs: '-l|-s|-L|-S|-W',
        arguments: 'text*',
        pages: true,
      },
    ],
  },
  'apt-cache': {
    never: { '-o --option -c --config-file': 'it can run other programs' },
    forms: [{ words: 'policy|show|showpkg|madison|depends|rdepends', arguments: 'name*' }],
  },
  apt: {
    intermixed: true,
    never: { '-o --option -c --config-file': 'it can run other programs' },
    forms: [
      {
        words: 'list',
        flags: '--installed --upgradable --manual-installed -a,--all-versions',
        arguments: 'text*',
      },
      { words: 'show|policy', arguments: 'name*' },
      {
        words: 'install|remove|purge|upgrade|update|autoremove|full-upgrade',
        flags: '-y,--yes,--assume-yes -q --no-install-recommends',
        arguments: 'plain-name*',
        effect: 'changes the packages of the machine: {all}',
        dry_run: '--dry-run',
      },
    ],
  },
  'apt-get': {
    intermixed: true,
    never: { '-o --option -c --config-file': 'it can run other programs' },
    forms: [
      {
        words: 'install|remove|purge|upgrade|update|autoremove|autoclean|clean|dist-upgrade',
        flags: '-y,--yes,--assume-yes -q --no-install-recommends',
        arguments: 'plain-name*',
        effect: 'changes the packages of the machine: {all}',
        dry_run: '--dry-run',
      },
    ],
  },
  snap: { forms: [{ words: 'list|services|changes', arguments: 'word*' }] },
};
