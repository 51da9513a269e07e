import { spawnSync } from 'node:child_process';
import { findExecutable } from '../test/servers/executables.ts';
import { type TestServerName, testServerNames, testServers } from '../test/servers/server-table.ts';

const installTimeoutMs = 10 * 60_000;

/**
 * Runs its arguments while no package may start its service: dpkg asks policy-rc.d, and 101 means no. A policy that is
 * there already is left alone; ours goes again however the command ends.
 */
const withoutStartingServices = `
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 130' INT TERM HUP
  printf '#!/bin/sh\\nexit 101\\n' > "$policy"
  chmod 755 "$policy"
fi
"$@"
`;

/** The start of every command line that must run as root, or why there is none. */
function rootPrefix(): { readonly prefix: readonly string[] } | { readonly reason: string } {
  if (process.env['INSTALL_TEST_SERVERS'] === 'no') return { reason: 'INSTALL_TEST_SERVERS=no' };
  if (findExecutable(['apt-get']) === undefined) return { reason: 'this system has no apt-get' };
  if (process.getuid?.() === 0) return { prefix: [] };
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return sudo.status === 0
    ? { prefix: ['sudo', '-n'] }
    : { reason: 'that takes root or sudo without a password' };
}

function runAsRoot(
  prefix: readonly string[],
  command: readonly string[],
): { readonly error: string | undefined } {
  const shell = [
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'sh',
    '-c',
    withoutStartingServices,
    'sh',
    ...command,
  ];
  const [program = 'env', ...args] = [...prefix, ...shell];
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: installTimeoutMs,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status === 0) return { error: undefined };
  const lastLine = `${stdout}\n${stderr}`.trim().split('\n').at(-1);
  return { error: error?.message ?? lastLine ?? `exit code ${status}` };
}

/** Installs the servers the end-to-end tests need and that are missing, where it may; starts nothing, never throws. */
export function installTestServers(say: (line: string) => void): void {
  const missing = testServerNames.filter(
    (name) => findExecutable(testServers[name].executables) === undefined,
  );
  if (missing.length === 0) say('test servers: all installed');
  else installMissing(missing, say);
}

function installMissing(missing: readonly TestServerName[], say: (line: string) => void): void {
  const root = rootPrefix();
  if ('reason' in root) {
    say(`test servers: ${missing.join(', ')} missing and not installed here: ${root.reason}`);
    return;
  }
  say(`test servers: installing ${missing.join(', ')} …`);
  const update = runAsRoot(root.prefix, ['apt-get', 'update', '-q']);
  if (update.error !== undefined) say(`test servers: apt-get update failed: ${update.error}`);
  for (const name of missing) installOne(name, root.prefix, say);
}

function installOne(name: TestServerName, prefix: readonly string[], say: (line: string) => void): void {
  const { package: debianPackage, executables } = testServers[name];
  const install = [
    'apt-get',
    'install',
    '-y',
    '-q',
    '--no-install-recommends',
    '-o',
    'DPkg::Lock::Timeout=60',
  ];
  const { error } = runAsRoot(prefix, [...install, debianPackage]);
  const path = findExecutable(executables);
  if (path === undefined) say(`test servers: ${name} could not be installed: ${error ?? 'no program found'}`);
  else say(`test servers: ${name} installed from the package ${debianPackage} as ${path}`);
}

if (import.meta.main) installTestServers((line) => console.log(line));
