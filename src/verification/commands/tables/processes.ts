import type { BinaryTable } from '../table/command-rules.ts';

const endless = 'it never ends';
const writes = 'it writes a file';
const kills = 'it ends processes';
const signals = `-1 -2 -3 -6 -9 -10 -12 -15 -HUP -INT -QUIT -ABRT -KILL -USR1 -USR2 -TERM -STOP -CONT
  -SIGHUP -SIGINT -SIGQUIT -SIGKILL -SIGUSR1 -SIGUSR2 -SIGTERM -SIGSTOP -SIGCONT`;

const dmesgFlags =
  '-T,--ctime -t,--notime -x,--decode -l,--level=words -f,--facility=words -k,--kernel -u,--userspace -L,--color=?{auto|never|always} -P,--nopager -d,--show-delta -e,--reltime -r,--raw -s,--buffer-size=count --since=time --until=time --time-format=word -J,--json -S,--syslog';

/** Programs that look at processes, memory, processors and the machine. */
export const processCommands: BinaryTable = {
  ps: {
    never: { e: 'it shows the environment', '--info': 'it is for developers' },
    forms: [
      {
        flags: `-A,-e -a -d -N,--deselect -f -F -j -l -L -M -m -T -H -w -y -c -Z --forest --headers,--no-headers,--no-headings --cumulative
          -p,--pid,-q,--quick-pid=pid -u,-U,--user,--User=words -g,-G,--group,--Group=words -C=words -t,--tty=words -s,--sid=pid
          --ppid=pid -o,-O,--format=ps-columns --sort,-k=ps-columns --cols,--columns,--width=count --rows,--lines=count --context -V`,
        arguments: '',
      },
      { flags: '--sort=ps-columns --no-headers,--no-headings --forest -ww', arguments: 'ps-bsd' },
      { flags: '--sort=ps-columns --no-headers,--no-headings', arguments: '{axo|ao|xo|o|axko} ps-columns' },
    ],
  },
  pgrep: {
    never: { '-F --pidfile': 'it reads another file', '--signal': kills },
    forms: [
      {
        flags:
          '-a,--list-full -c,--count -d,--delimiter=text -f,--full -g,--pgroup=pid -G,--group=words -i,--ignore-case -l,--list-name -n,--newest -o,--oldest -O,--older=count -P,--parent=pid -s,--session=pid -t,--terminal=words -u,--euid=words -U,--uid=words -v,--inverse -w,--lightweight -x,--exact -r,--runstates=words',
        arguments: 'text?',
      },
    ],
  },
  pidof: {
    forms: [
      {
        flags:
          '-s,--single-shot -c,--check-root -q -w,--with-workers -x -o,--omit-pid=pid -S,--separator=text',
        arguments: 'name+',
      },
    ],
  },
  pstree: {
    forms: [
      {
        flags:
          '-a,--arguments -A,--ascii -c,--compact,--compact-not -C,--color=word -G,--vt100 -g,--show-pgids -h,--highlight-all -H,--highlight-pid=pid -l,--long -n,--numeric-sort -N,--ns-sort=word -p,--show-pids -s,--show-parents -S,--ns-changes -t,--thread-names -T,--hide-threads -u,--uid-changes -U,--unicode -V,--version -Z',
        arguments: 'word?',
      },
    ],
  },
  pmap: {
    never: {
      '-N --create-rc -n --create-rc-to': writes,
      '-C -c --read-rc --read-rc-from': 'it reads another file',
    },
    forms: [{ flags: '-x,--extended -X -d,--device -q,--quiet -p,--show-path', arguments: 'pid+' }],
  },
  pwdx: { forms: [{ arguments: 'pid+' }] },
  lsof: {
    never: {
      '-D': writes,
      '-r': endless,
      '-m -k': 'it reads the memory of the kernel',
      '-X': 'it reads elsewhere',
    },
    forms: [
      {
        flags:
          '-n -P -l -t -a -b -w -R -O -U -V -N -F=words -p=pid -u=words -c=word -i=~lsof-address -s=?lsof-state -L=?count',
        arguments: 'listed*',
      },
      { flags: '-n -P -t -a', arguments: '{+D|+d} log-tree' },
      { flags: '-n -P -t -a', arguments: '{+L1} listed?' },
    ],
  },
  fuser: {
    never: { '-k --kill -s': kills, '-i': kills },
    forms: [{ flags: '-v,--verbose -m,--mount -u,--user -n,--namespace=word', arguments: 'fuser+' }],
  },
  top: {
    forms: [
      {
        flags:
          '-b,--batch-mode -n,--iterations=rounds -d,--delay=interval -o,--sort-override=dashed-text -p,--pid=pid -u,-U,--filter-any-user=word -H,--threads-show -i,--idle-toggle -c,--cmdline-toggle -w,--width=~count -1 -S -E={k|m|g|t} -e={k|m|g|t} -s',
        needs: '-b -n',
      },
    ],
  },
  iotop: {
    forms: [
      {
        flags:
          '-b,--batch -n,--iter=rounds -d,--delay=interval -o,--only -P,--processes -a,--accumulated -k,--kilobytes -t,--time -q,--quiet -p,--pid=pid -u,--user=word',
        needs: '-b -n',
      },
    ],
  },
  uptime: { forms: [{ flags: '-p,--pretty -s,--since -r,--raw -c,--container' }] },
  free: {
    never: { '-s --seconds': endless },
    forms: [
      {
        flags:
          '-b,--bytes -k,--kibi -m,--mebi -g,--gibi --tebi --kilo --mega --giga -h,--human -l,--lohi -L,--line -t,--total -v,--committed -w,--wide --si',
      },
      {
        flags: '-h,--human -m,--mebi -g,--gibi -t,--total -w,--wide -s,--seconds=interval -c,--count=rounds',
        needs: '-c',
      },
    ],
  },
  vmstat: {
    forms: [
      {
        flags:
          '-a,--active -f,--forks -m,--slabs -n,--one-header -s,--stats -d,--disk -D,--disk-sum -p,--partition=word -S,--unit={k|K|m|M} -t,--timestamp -w,--wide -y,--no-first',
        arguments: '',
      },
      {
        flags:
          '-a,--active -n,--one-header -d,--disk -S,--unit={k|K|m|M} -t,--timestamp -w,--wide -y,--no-first',
        arguments: 'interval rounds',
      },
    ],
  },
  iostat: {
    forms: [
      { flags: '-c -d -h,--human -k -m -N -p=?words -s -t -x -y -z --dec=count', arguments: 'disk*' },
      { flags: '-c -d -h,--human -k -m -N -p=words -s -t -x -y -z', arguments: 'disk* interval rounds' },
    ],
  },
  mpstat: {
    forms: [
      { flags: '-A -u -n -N=words -P=words -I=words -T', arguments: '' },
      { flags: '-A -u -n -N=words -P=words -I=words -T', arguments: 'interval rounds' },
    ],
  },
  pidstat: {
    never: { '-e': 'it runs another program' },
    forms: [
      {
        flags:
          '-d -u -r -w -h -H -I -l -s -t -v -R -p=words -C=text -U=?word -G=text -T={TASK|CHILD|ALL} --human',
        arguments: '',
      },
      {
        flags:
          '-d -u -r -w -h -H -I -l -s -t -v -R -p=words -C=text -U=?word -G=text -T={TASK|CHILD|ALL} --human',
        arguments: 'interval rounds',
      },
    ],
  },
  sar: {
    never: { '-o': writes },
    forms: [
      {
        flags:
          '-A -b -B -d -F=?word -H -I=~words -m=words -n=words -p -P=words -q=~{CPU|IO|LOAD|MEM|PSI|ALL} -r=~{ALL} -S -s=~clock-time -e=~clock-time -t -u=~{ALL} -v -w -W -y -z -h -j=word -f=file -1 -2',
        arguments: '',
      },
      {
        flags:
          '-A -b -B -d -F=?word -H -I=~words -m=words -n=words -p -P=words -q=~{CPU|IO|LOAD|MEM|PSI|ALL} -r=~{ALL} -S -t -u=~{ALL} -v -w -W -y -z -h -j=word',
        arguments: 'interval rounds',
      },
    ],
  },
  nproc: { forms: [{ flags: '--all --ignore=count' }] },
  lscpu: {
    never: { '-s --sysroot': 'it reads elsewhere' },
    forms: [
      {
        flags:
          '-a,--all -b,--online -c,--offline -B,--bytes -C,--caches=?words -e,--extended=?words -J,--json -p,--parse=?words -x,--hex -y,--physical --output-all --hierarchic=?word',
      },
    ],
  },
  lsmem: {
    forms: [
      { flags: '-a,--all -b,--bytes -J,--json -n,--noheadings -o,--output=words -r,--raw --summary=?word' },
    ],
  },
  lspci: {
    never: { '-i -p -A -O -F -M': 'it reads elsewhere', '-q -Q -qq': 'it asks servers outside' },
    forms: [{ flags: '-v -k -n -t -D -m -s=text -d=text' }],
  },
  lsusb: {
    never: { '-D': 'it reads another file' },
    forms: [{ flags: '-v,--verbose -t,--tree -s=text -d=text -V,--version' }],
  },
  lsmod: { forms: [{}] },
  modinfo: {
    never: { '-b --basedir -k': 'it reads elsewhere' },
    forms: [
      {
        flags: '-F,--field=word -n,--filename -d,--description -a,--author -p,--parameters -0',
        arguments: 'plain-name+',
      },
    ],
  },
  numactl: {
    style: 'exact',
    forms: [{ flags: '-H --hardware -s --show', needs: '-H|--hardware|-s|--show' }],
  },
  numastat: { forms: [{ flags: '-c -m -n -z -p=pid -s', arguments: '' }] },
  lsns: {
    forms: [
      {
        flags: '-t,--type=word -p,--task=pid -o,--output=words -l,--list -n,--noheadings -J,--json',
        arguments: 'count?',
      },
    ],
  },
  lsipc: { forms: [{ flags: '-m,--shmems -q,--queues -s,--semaphores -g,--global -J,--json -l,--list' }] },
  ipcs: {
    forms: [
      {
        flags:
          '-a,--all -m,--shmems -q,--queues -s,--semaphores -l,--limits -p,--pid -t,--time -u,--summary -c,--creator --human',
      },
    ],
  },
  lslocks: { forms: [{ flags: '-p,--pid=pid -o,--output=words -n,--noheadings -J,--json -u,--notruncate' }] },
  lsfd: { forms: [{ flags: '-p,--pid=pid -o,--output=words -J,--json' }] },
  prlimit: { forms: [{ flags: '-p,--pid=pid -o,--output=words --noheadings --raw', needs: '-p' }] },
  uname: {
    forms: [
      {
        flags:
          '-a,--all -s,--kernel-name -n,--nodename -r,--kernel-release -v,--kernel-version -m,--machine -p,--processor -i,--hardware-platform -o,--operating-system',
      },
    ],
  },
  arch: { forms: [{}] },
  hostname: {
    never: { '-F --file -b --boot': 'it sets the name' },
    forms: [
      {
        flags:
          '-a,--alias -d,--domain -f,--fqdn,--long -A,--all-fqdns -i,--ip-address -I,--all-ip-addresses -s,--short -y,--yp,--nis',
      },
    ],
  },
  date: {
    never: { '-s --set': 'it sets the clock', '-f --file': 'it reads another file' },
    forms: [
      {
        flags:
          '-u,--utc,--universal -R,--rfc-email -I,--iso-8601=?word --rfc-3339=word -d,--date=time -r,--reference=listed --debug --resolution',
        arguments: 'date-format?',
      },
    ],
  },
  cal: {
    forms: [
      {
        flags:
          '-1,--one -3,--three -s,--sunday -m,--monday -j,--julian -y,--year -Y,--twelve -w,--week=?count -n,--months=count --color=?word',
        arguments: 'word? word?',
      },
    ],
  },
  w: {
    forms: [
      {
        flags:
          '-h,--no-header -u,--no-current -s,--short -f,--from -o,--old-style -i,--ip-addr -p,--pids -t,--terminal',
        arguments: 'word?',
      },
    ],
  },
  who: {
    forms: [
      {
        flags:
          '-a,--all -b,--boot -d,--dead -H,--heading -l,--login -q,--count -r,--runlevel -s,--short -t,--time -T,--mesg -u,--users',
        arguments: '',
      },
      { arguments: '{am} {i|I}' },
    ],
  },
  whoami: { forms: [{}] },
  id: {
    forms: [
      {
        flags: '-u,--user -g,--group -G,--groups -n,--name -r,--real -z,--zero -Z,--context',
        arguments: 'word?',
      },
    ],
  },
  groups: { forms: [{ arguments: 'word*' }] },
  users: { forms: [{}] },
  last: {
    never: { '-f --file': 'it reads another file' },
    forms: [
      {
        flags:
          '-a,--hostlast -d,--dns -F,--fulltimes -i,--ip -n,--limit=count -# -p,--present=time -R,--nohostname -s,--since=time -t,--until=time -w,--fullnames -x,--system --time-format=word',
        arguments: 'word*',
      },
    ],
  },
  lastb: {
    never: { '-f --file': 'it reads another file' },
    forms: [
      {
        flags:
          '-a,--hostlast -F,--fulltimes -i,--ip -n,--limit=count -# -s,--since=time -t,--until=time -w,--fullnames',
        arguments: 'word*',
      },
    ],
  },
  lastlog: {
    never: { '-C --clear -S --set -R --root': 'it changes the log' },
    forms: [{ flags: '-b,--before=count -t,--time=count -u,--user=word' }],
  },
  getent: {
    forms: [
      { arguments: '{group|services|protocols|networks|rpc|ethers|netgroup} word*' },
      { arguments: '{passwd} word' },
      { arguments: '{hosts|ahosts|ahostsv4|ahostsv6} host' },
      { arguments: '{hosts}' },
    ],
  },
  dmesg: {
    never: {
      '-C --clear -c --read-clear': 'it empties the log',
      '-D --console-off -E --console-on -n --console-level': 'it changes the console',
      '-w --follow -W --follow-new': endless,
      '-F --file -K --kmsg-file': 'it reads another file',
    },
    forms: [
      {
        flags: dmesgFlags,
      },
      // "Human" opens a pager by itself.
      { flags: `-H,--human ${dmesgFlags}`, needs: '-P' },
      { flags: `-H,--human ${dmesgFlags}`, needs: '-H', pages: true },
    ],
  },
  sysctl: {
    never: { '-w --write -p --load --system': 'it changes settings' },
    forms: [
      { flags: '-a,--all -A -X -N,--names -r,--pattern=text', needs: '-a|-A' },
      { flags: '-n,--values -e,--ignore -N,--names -b,--binary', arguments: 'sysctl-name+' },
      {
        flags: '-w,--write -q,--quiet',
        needs: '-w',
        arguments: 'sysctl-change+',
        effect: 'sets the kernel setting {all} until the next boot',
        undo: 'the same command with the value from before; note it now',
      },
    ],
  },
  ulimit: { style: 'exact', forms: [{ flags: '-a -n -u -c -f -v -m -s -H -S -Hn -Sn' }] },
  kill: {
    style: 'exact',
    forms: [
      { flags: '-l --list -L --table', needs: '-l|--list|-L|--table', arguments: 'signal?' },
      {
        flags: `${signals} -s=signal --signal=signal`,
        arguments: 'unsigned-pid+',
        effect: 'sends a signal to the processes {all}',
      },
    ],
  },
  pkill: {
    style: 'exact',
    forms: [
      {
        flags: `${signals} -f --full -x --exact -u=words -n -o -e -P=pid --signal=signal`,
        arguments: 'text',
        effect: 'sends a signal to every process that matches {1}',
      },
    ],
  },
  killall: {
    style: 'exact',
    forms: [
      {
        flags: `${signals} -s=signal -e -u=word -w -v -r`,
        arguments: 'name+',
        effect: 'sends a signal to every process called {all}',
      },
    ],
  },
  renice: {
    forms: [
      {
        flags: '-n,--priority=number -p,--pid',
        arguments: 'unsigned-pid+',
        needs: '-n',
        effect: 'changes the priority of the processes {all} to {-n}',
        undo: 'the same command with the priority from before; note it now',
      },
    ],
  },
};
