/** A program by its name alone: what a path leads to is not known. */
export const plainBinary = /^[a-z][a-z0-9_.+-]*$/;

/** Programs that run other programs, or are a language of their own: named so that the reason says it. */
export const runners: ReadonlySet<string> = new Set(
  `env xargs timeout nice nohup busybox toybox eval watch flock script nsenter sh bash zsh dash ksh fish exec command builtin
  setsid stdbuf ionice taskset chroot unshare strace ltrace gdb perf parallel ssh su sudo doas pkexec runuser time trap
  source python python2 python3 perl ruby node lua php gawk mawk tclsh expect make git vi vim nano emacs ed ex less more
  most man scp sftp rsync tmux screen at batch systemd-run chrt unbuffer ansible terraform`.split(/\s+/),
);

/** What runs programs elsewhere, opens a way in, or copies out: no policy may let it pass for reading. */
const closedWords: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    kubectl: 'exec cp attach debug proxy port-forward run edit plugin kustomize'.split(' '),
    oc: 'exec cp attach debug proxy port-forward run edit rsh rsync login'.split(' '),
    docker: 'exec run cp attach build save export login commit'.split(' '),
    podman: 'exec run cp attach build save export login commit unshare machine'.split(' '),
    nerdctl: 'exec run cp attach build save export login commit'.split(' '),
    helm: 'plugin template pull push registry'.split(' '),
    systemctl: ['edit'],
    ip: ['exec'],
    aws: ['get-secret-value', 'send-command', 'start-session', 'execute-command', 'decrypt', 'assume-role'],
    gcloud: ['ssh', 'scp', 'secrets', 'print-access-token', 'print-identity-token'],
    az: ['rest', 'ssh', 'secret', 'run-command', 'get-access-token', 'get-credentials'],
  }),
);

/** Why no policy may allow a form; null when it may. */
export function findLimit(binary: string, words: readonly (readonly string[])[]): string | null {
  if (runners.has(binary)) return `"${binary}" runs other programs: no policy can allow it`;
  const closed = closedWords.get(binary) ?? [];
  const word = words.flat().find((one) => closed.includes(one));
  return word === undefined ? null : `no policy can allow "${binary} ${word}"`;
}
