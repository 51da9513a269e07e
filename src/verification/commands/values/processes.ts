import { checked } from '../table/value-kind.ts';

/** What ps may print of a process: nothing of its environment. `environ` is a column of its own. */
const columns = new Set(
  `pid ppid pgid sid tid lwp spid nlwp thcount user uid ruser ruid euser euid group gid rgroup egroup tty tt tname stat s state
  time cputime cputimes etime etimes bsdtime bsdstart start start_time lstart stime pcpu %cpu c cp pmem %mem rss rssize rsz
  size vsz vsize sz trs drs maj_flt min_flt majflt minflt pri ni nice cls class sched rtprio psr wchan comm ucmd ucomm
  cmd args command fname label cgroup cgroupns unit uunit slice machine ipcns mntns netns pidns userns utsns oom oomadj
  pending blocked caught ignored flags f numa lsession seat luid ouid pss uss`.split(/\s+/),
);

/** One column with its sign for sorting or its heading. */
const column = /^[+-]?(%?[a-z_]+)(?::\d+)?(?:=[A-Za-z0-9 _%-]*)?$/;

function checkColumns(value: string): string | null {
  const odd = value.split(/[, ]/).find((one) => !columns.has(column.exec(one)?.[1] ?? ''));
  return odd === undefined ? null : `"${odd}" is not a column that may be shown`;
}

/** BSD options stand without a dash. `e` among them shows the environment; `U`, `p`, `t`, `o`, `k` take values. */
const bsdOptions = /^[acfghjlmnrsuvwxALSTVWXZ]+$/;

export const processKinds = {
  'ps-columns': { ...checked('columns of ps', checkColumns), mayBeginWithDash: true },
  'ps-bsd': checked('options of ps', (value) =>
    bsdOptions.test(value) ? null : `"${value}" is not known to be harmless; "e" shows environments`,
  ),
} as const;
