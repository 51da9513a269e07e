import { type FaultKind, plain, setting } from './fault-kind.ts';

const placeKey =
  /host|url|uri|endpoint|addr|port\b|dsn|broker|bootstrap|upstream|selector|ingress|route|namespace|domain|server_?name|target/i;

/** Who is let in, found and served: credentials, certificates, names, routes, limits. */
export const refused: readonly FaultKind[] = [
  {
    ...plain,
    id: 'auth',
    label: 'callers are not let in',
    text: /\b401\b|\b403\b|unauthori[sz]ed|unauthenticated|forbidden|invalid (?:token|signature|audience|issuer|credentials|api key|scope)|permission denied|access denied|\bjwt\b|authentication failed|not authorized|token (?:is |has |was )?(?:expired|rejected|invalid|missing)|insufficient (?:scope|permission)|AccessDenied|signature (?:mismatch|verification)|login failed|csrf/i,
    metrics: /auth|401|403|denied|login|token|unauthori|forbidden/i,
    settings: [
      setting(
        /secret|token|(?:api|signing|public|private|access)_?key|key_?id|kid|audience|issuer|role|scope|permission|policy|password|credential|auth|allow|deny|user|leeway|skew/i,
        'any',
        1,
      ),
    ],
    traits: { auth_changed: 1, key_renamed: 0.6, time_zone: 0.5, unit_changed: 0.5, guard_removed: 0.4 },
    logic: 0.8,
  },
  {
    ...plain,
    id: 'tls',
    label: 'TLS connections are not set up',
    text: /x509|certificate|\btls\b|handshake|\bssl\b|unknown authority|hostname mismatch|PKIX|SSLError|bad certificate|protocol version|cipher/i,
    metrics: /cert|tls|handshake|ssl/i,
    settings: [
      setting(
        /cert|tls|\bca\b|ca_|ssl|min_?version|cipher|verify|server_?name|\bsni\b|issuer|trust|keystore/i,
        'any',
        1,
      ),
    ],
    traits: { auth_changed: 0.4 },
    logic: 0.4,
  },
  {
    ...plain,
    id: 'names',
    label: 'names are not resolved',
    text: /no such host|NXDOMAIN|SERVFAIL|\bdns\b|name (?:resolution|or service not known)|getaddrinfo|EAI_AGAIN|ENOTFOUND|lookup .{0,60}(?: on |failed|timeout|i\/o)|unknown host|UnknownHost|could not resolve/i,
    metrics: /dns|coredns|nxdomain|lookup|resolv/i,
    settings: [
      setting(/ndots|dns|resolv|nameserver|search|cluster_?domain|external_?name|coredns|forward/i, 'any', 1),
      setting(placeKey, 'any', 0.9),
    ],
    traits: { key_renamed: 0.6 },
  },
  {
    ...plain,
    id: 'reach',
    label: 'a peer is called at the wrong place, or is not reachable',
    weight: 0.75,
    text: /connection (?:refused|reset)|no route|unreachable|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|\b502\b|bad gateway|no healthy (?:upstream|host)|upstream connect|\b404\b|not found|host is down|broken pipe|wrong (?:host|port|endpoint)|dial tcp/i,
    metrics: /connect(?:ion)?_(?:errors|failures|refused)|502|503|unhealthy|endpoints|404/i,
    settings: [
      setting(placeKey, 'any', 1),
      setting(
        /cidr|subnet|egress|ingress|network_?polic|security_?group|firewall|mesh|sidecar|proxy|protocol|path|prefix/i,
        'any',
        0.9,
      ),
    ],
    traits: { key_renamed: 0.7 },
    logic: 0.2,
  },
  {
    ...plain,
    id: 'rate_limit',
    latent: true,
    label: 'calls are turned away by a limit',
    text: /rate.?limit|\b429\b|too many requests|throttl|quota|limit exceeded|burst/i,
    metrics: /429|throttl|rate_?limit|quota|reject|tokens_available|shed/i,
    settings: [
      setting(
        /limit|quota|burst|rps|qps|throttle|tokens?(?:_|[A-Z])per|rate|window|allowance|bucket|per_?(?:second|minute)/i,
        'down',
        1,
      ),
      setting(/limit|quota|burst|rps|qps|throttle|rate|window|bucket|per_?(?:second|minute)/i, 'any', 0.7),
    ],
    traits: {
      call_in_loop: 0.6,
      backoff_removed: 0.7,
      retry_added: 0.7,
      cache_removed: 0.7,
      unit_changed: 0.8,
      cache_key: 0.5,
      partition_key: 0.4,
    },
    logic: 0.6,
    fromCaller: true,
  },
];
