import ipaddr from 'ipaddr.js';
import { checked, type ValueScope } from '../table/value-kind.ts';

const hostName =
  /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?)*\.?$/;

/** Ends of names that no public server answers for (RFC 6762, RFC 8375, RFC 6761, ICANN's ".internal"; Kubernetes, and what people use). */
const insideSuffixes =
  /\.(local|internal|intranet|lan|corp|home\.arpa|localdomain|localhost|svc|cluster)\.?$/i;
/** Where clouds hand out credentials, though the address looks like one inside: AWS over IPv6, EKS, Alibaba, Oracle. */
const metadataAddresses: ReadonlySet<string> = new Set([
  'fd00:ec2::254',
  'fd00:ec2::23',
  '100.100.100.200',
  '192.0.0.192',
]);
const metadataName = /^(metadata|instance-data)(\.|$)/i;
const insideRanges: ReadonlySet<string> = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']);

/** A host that is named without asking a name server outside: one label, an inside suffix, a private address. */
export function isInsideHost(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (ipaddr.isValid(bare)) {
    // 169.254.169.254 is where clouds hand out credentials; it is link-local, and is not inside.
    const plain = /^(\d{1,3}\.){3}\d{1,3}$/.test(bare) || bare.includes(':');
    const address = ipaddr.process(bare);
    return plain && insideRanges.has(address.range()) && !metadataAddresses.has(address.toString());
  }
  if (!hostName.test(host) || /^[\d.]+$|^0x/i.test(host)) return false;
  if (metadataName.test(host)) return false;
  return !host.replace(/\.$/, '').includes('.') || insideSuffixes.test(host);
}

function checkHost(host: string, scope: ValueScope): string | null {
  return isInsideHost(host) || (hostName.test(host) && scope.allowsHost(host.toLowerCase()))
    ? null
    : `"${host}" is neither inside nor a host that the policy names`;
}

function checkHostPort(value: string, scope: ValueScope): string | null {
  const match = /^(\[[0-9a-fA-F:]+\]|[^:]+)(?::\d{1,5})?$/.exec(value);
  return match === null ? `"${value}" is not a host` : checkHost(match[1] ?? '', scope);
}

/** The path and query of a plain GET. What has a user, a fragment or odd characters in it is none. */
const plainUrl =
  /^(https?:\/\/)?(\[[0-9a-fA-F:]+\]|[A-Za-z0-9_.-]+)(:\d{1,5})?((?:\/[A-Za-z0-9_.~%/:@,+-]*)?(?:\?[A-Za-z0-9_.~%/:@,;+=&()!*'{}"\\ -]*)?)$/;

/** Paths of servers that act when they are asked with a GET, or that hand out secrets. */
const actingPath =
  /(shutdown|trigger|invoke|execute|purge|promote|rollback|failover|drain|unseal|enable|disable|cancel|create|update|remove|approve|publish|\/((un|re)?deploy|build|send|write|set|ack|lock|unlock|paused?|resume|start|expire|refresh|_refresh|forcemerge|_forcemerge)\b|restart|reload|quit|exit|delete|destroy|reset|drop|flush|clear|stop|kill|rotate|snapshot|heapdump|threaddump|\/env\b|environ|configprops|secret|credential|token|password|passwd|meta-data|user-?data|latest\/api|computemetadata|cmdline|\/debug\/|pprof|\/(exec|attach|portforward|archive|export|proxy)|\/run\b|\/cri\/|\/logout|loggers|containers\/[^/]+\/json|http(trace|exchanges)|upstream_conf|jolokia|\/v1\/kv|\/keys\b|\/_?config\b|\.(env|pem|key|git))/i;

/** Queries that say what to do; the words of a PromQL query are none of these. */
const actingQuery =
  /(^|&)(action|cmd|command|exec|op|do|method|_method|script|eval|code|enable|disable|refresh|add|remove|drain|stream\.\w+)=|secret|password|passwd|token|credential/i;

/** Without a scheme curl guesses one by how the host is called; it is http for all others. */
const guessedScheme = /^(ftp|dict|ldap|imap|smtp|pop3)\./i;

export function checkUrl(value: string, scope: ValueScope): string | null {
  const match = plainUrl.exec(value);
  if (match === null) return `"${value}" is not a plain address`;
  const [, scheme, host = '', , rest = ''] = match;
  if (scheme === undefined && guessedScheme.test(host))
    return `"${value}" may be fetched by another protocol`;
  const [path = '', query = ''] = decode(rest).split(/\?(.*)/s);
  if (actingPath.test(path) || actingQuery.test(query)) return `"${value}" may act, or hand out secrets`;
  return checkHost(host, scope);
}

/** A pair for the query of a GET. Without a "=" before it, curl would take "@file" for a file to read. */
function checkQueryPair(value: string): string | null {
  if (!/^[A-Za-z_][A-Za-z0-9_[\]-]*=[\x20-\x7e]{0,400}$/.test(value))
    return `"${value}" is not a pair name=value`;
  return actingQuery.test(value) ? `"${value}" may act, or hand out secrets` : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '/secret';
  }
}

function checkReachable(value: string, scope: ValueScope): string | null {
  return /^https?:\/\//.test(value) ? checkUrl(value, scope) : checkHostPort(value, scope);
}

export const hostKinds = {
  host: checked('a host inside', checkHost),
  'host-port': checked('a host inside', checkHostPort),
  'host-ports': checked(
    'hosts inside',
    (value, scope) =>
      value
        .split(',')
        .map((one) => checkReachable(one, scope))
        .find((reason) => reason !== null) ?? null,
  ),
  url: checked('an address of a host inside', checkUrl),
  'query-pair': checked('a pair for a query', checkQueryPair),
  'at-host': checked('a name server inside', (value, scope) =>
    value.startsWith('@') ? checkHost(value.slice(1), scope) : `"${value}" is not a name server`,
  ),
} as const;
