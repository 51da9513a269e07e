import { checked, type ValueCheck } from '../table/value-kind.ts';

/** What a file or folder is called that holds keys, passwords or what people typed. */
const secretNames: readonly RegExp[] = [
  /^g?shadow-?$|^opasswd$|^sudoers(\.d)?$|^master\.passwd$|^krb5\.keytab$/,
  /\.(pem|key|p12|pfx|jks|keystore|kdbx?|ppk|asc|gpg|keytab|ovpn|env|tfstate|tfvars|htpasswd|pgpass|netrc)(\.|$)/,
  /^(id_(rsa|dsa|ecdsa|ed25519)|known_hosts|authorized_keys|htpasswd|environ|cmdline|auxv|kcore|kmem|kallsyms)|^mem$/,
  /secret|password|passwd|credential|token|private|vault|kubeconfig|(^|[^a-z])(api)?key(s|ring)?([^a-z]|$)|history$/,
  /^(admin|kubelet|scheduler|controller-manager|super-admin)\.conf$|^wp-config|^terraform\.rc$|^env$/,
  /^(settings|config|local_settings)\.(py|php|rb)$|^(database|application)[^/]*\.(ya?ml|properties)$|\.(sql|dump|bak|core|sock|socket)$/,
  /^core(\.\d+)?$/,
];

/** Folders of which the content is of no use to people on call, or is not theirs. */
const closedRoots = /^\/(root|home|dev|boot|mnt|media|run|srv|tmp|lost\+found)(\/|$)/;

const processFiles =
  '(status|limits|stat|statm|io|sched|schedstat|cgroup|mounts|mountinfo|wchan|oom_score|oom_score_adj|oom_adj|smaps_rollup|numa_maps|net/[a-z0-9_]+)';

/** What may be read: files that say how a machine is set up and how it does, and logs. */
const readable: readonly RegExp[] = [
  /^\/var\/log(\/|$)/,
  /^\/(var|opt|usr\/local|srv|data|app)\/(?!lib\/).*(\.(log|out|err)(\.\d+)?|\/logs?\/[^/]+)$/,
  /^\/etc\/(hosts|hosts\.(allow|deny)|resolv\.conf|nsswitch\.conf|os-release|lsb-release|debian_version|(redhat|centos|alpine)-release|fstab|mtab|hostname|timezone|localtime|issue|crontab|sysctl\.conf|ntp\.conf|chrony\.conf|host\.conf|services|protocols|logrotate\.conf|modules|exports|inittab|shells|machine-id|locale\.conf|adjtime|rsyslog\.conf|nginx\/nginx\.conf)$/,
  /^\/etc\/(sysctl\.d|systemd|logrotate\.d|cron\.d|cron\.(hourly|daily|weekly|monthly)|modprobe\.d|modules-load\.d|udev\/rules\.d|security\/limits\.d|apt\/sources\.list\.d|chrony|rsyslog\.d)\/[^/]+(\/[^/]+)?$/,
  /^\/etc\/(security\/limits\.conf|apt\/sources\.list|docker\/daemon\.json|nginx\/(sites-enabled|sites-available|conf\.d)\/[^/]+)$/,
  /^\/(usr\/)?lib\/(systemd\/system\/.+|os-release|sysctl\.d\/[^/]+)$/,
  /^\/run\/(systemd\/resolve\/(stub-)?resolv\.conf|utmp)$/,
  /^\/proc\/(meminfo|cpuinfo|loadavg|stat|uptime|version|vmstat|mounts|mdstat|diskstats|partitions|swaps|interrupts|softirqs|buddyinfo|slabinfo|zoneinfo|filesystems|modules|devices|locks|cgroups|consoles|pagetypeinfo|net\/[a-z0-9_]+(\/[a-z0-9_]+)?|pressure\/(cpu|memory|io))$/,
  /^\/proc\/sys\/(kernel|vm|net|fs|dev|user)\/[a-z0-9_./:-]+$/,
  new RegExp(`^/proc/(\\d+|self)/${processFiles}$`),
  /^\/sys\/(class|block|bus|devices|fs|module|power|kernel\/mm)(\/|$)/,
];

/** The names in a process' folder of /proc that may be listed, though not read. */
const listedProcess = /^\/proc\/(\d+|self)\/(fd|task|ns|net)$|^\/proc$|^\/proc\/sys(\/|$)/;

interface Path {
  readonly text: string;
  readonly parts: readonly string[];
  readonly absolute: boolean;
}

function toPath(value: string): Path | string {
  if (value === '') return 'a path is empty';
  // `lsof +r` and `tail +1f` take a plus for a flag, and what follows `--` is not always a file to every program. To binutils
  // and kingpin "@file" means the arguments in that file, which they show where they do not understand them.
  if (!/^(?![+@]|-.)[A-Za-z0-9_./:@%+,=^ ~#-]+$/.test(value)) return `"${value}" is not a plain path`;
  const parts = value.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return `"${value}" goes up with ".."`;
  const absolute = value.startsWith('/');
  return { text: `${absolute ? '/' : ''}${parts.join('/')}`, parts, absolute };
}

/** Hidden files are where programs keep what they log in with. Three dots are how documentation says "and so on". */
const isHidden = (part: string): boolean => part.startsWith('.') && part !== '...';

function mayHoldSecrets({ parts }: Path): boolean {
  return parts.some((part) => {
    const name = part.toLowerCase();
    return isHidden(part) || secretNames.some((secret) => secret.test(name));
  });
}

/** Folders that a relative path would name if it were typed at the root. */
const rootFolders = new Set(
  'bin boot dev etc home lib lib64 mnt proc root run sbin srv sys tmp usr var'.split(' '),
);

/** A file whose content is shown. */
export const checkReadable: ValueCheck = (value) => {
  if (value === '-') return null;
  const path = toPath(value);
  if (typeof path === 'string') return path;
  if (mayHoldSecrets(path)) return `"${value}" may hold secrets`;
  if (!path.absolute) {
    return rootFolders.has(path.parts[0] ?? '') || path.parts.length === 0
      ? `"${value}" is not among the files that may be read`
      : null;
  }
  if (readable.some((shape) => shape.test(path.text))) return null;
  return `"${value}" is not among the files that may be read`;
};

/** A file or folder of which names, sizes and dates are shown. */
export const checkListed: ValueCheck = (value) => {
  const path = toPath(value);
  if (typeof path === 'string') return path;
  if (mayHoldSecrets(path)) return `"${value}" may hold secrets`;
  if (!path.absolute) {
    return rootFolders.has(path.parts[0] ?? '') ? checkListed(`/${path.text}`, noScope) : null;
  }
  if (/^\/proc(\/|$)/.test(path.text)) {
    return listedProcess.test(path.text) || readable.some((shape) => shape.test(path.text))
      ? null
      : `"${value}" is not among what may be listed`;
  }
  if (/^\/(root|home\/.*|lost\+found)(\/|$)/.test(path.text)) return `"${value}" belongs to a person`;
  return null;
};

/** A folder that is searched to its depths: everything below it has to be readable. */
export const checkLogTree: ValueCheck = (value) => {
  const path = toPath(value);
  if (typeof path === 'string') return path;
  if (mayHoldSecrets(path)) return `"${value}" may hold secrets`;
  return path.absolute && /^\/(var\/log|etc\/(systemd|logrotate\.d|sysctl\.d|cron\.d))(\/|$)/.test(path.text)
    ? null
    : `searching all of "${value}" may end late, or find secrets`;
};

/** A folder whose names are searched to its depths: not the whole machine. */
export const checkBoundedTree: ValueCheck = (value, scope) => {
  const reason = checkListed(value, scope);
  if (reason !== null) return reason;
  const path = toPath(value);
  const shallow = typeof path !== 'string' && path.absolute && path.parts.length === 0;
  return shallow || /^\/(proc|sys)(\/|$)/.test(value) ? `searching all of "${value}" may end late` : null;
};

/** A file that a person hands in: a manifest, a rule file. Relative, or where such files are kept. */
export const checkInput: ValueCheck = (value, scope) => {
  const path = toPath(value);
  if (typeof path === 'string') return path;
  if (mayHoldSecrets(path)) return `"${value}" may hold secrets`;
  if (/^[a-z][a-z0-9+.-]*:/i.test(value)) return `"${value}" is fetched from elsewhere`;
  if (!path.absolute) return checkReadable(value, scope);
  return closedRoots.test(path.text) || /^\/(proc|sys)(\/|$)/.test(path.text)
    ? `"${value}" is not among the files that may be read`
    : null;
};

/** Compose fetches what looks like a repository: `git@host:x.git`, `github.com/x`, also without a scheme. */
const checkComposeFile: ValueCheck = (value, scope) =>
  /^(?!github\.com\/)(?!\/(tmp|var\/tmp|dev|run|mnt|media)\/)[^:@]+\.ya?ml$/.test(value)
    ? checkListed(value, scope)
    : `"${value}" is not a Compose file of this machine`;

const noScope = { allowsHost: () => false, kubernetesKinds: new Set<string>() };

export const pathKinds = {
  file: checked('a file that may be read', checkReadable),
  listed: checked('a file or folder that may be listed', checkListed),
  'log-tree': checked('a folder of logs', checkLogTree),
  tree: checked('a folder that is not the whole machine', checkBoundedTree),
  input: checked('a file such as a manifest', checkInput),
  'compose-file': checked('a file such as compose.yml', checkComposeFile),
  device: checked('a device', (value) =>
    /^\/dev\/(disk\/by-[a-z]+\/)?[A-Za-z0-9_.:-]+(\/[A-Za-z0-9_.-]+)?$/.test(value) &&
    !/^\/dev\/(mem|kmem|port|tcp|udp)/.test(value)
      ? null
      : `"${value}" is not a device`,
  ),
} as const;
