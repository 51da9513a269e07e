import type { CodeTrait } from './code-traits.ts';

/** A setting whose change can cause a fault: by its name, and in which direction. */
export interface RiskySetting {
  readonly key: RegExp;
  readonly direction: 'up' | 'down' | 'any';
  /** 0–1: how surely it causes this kind of fault. */
  readonly strength: number;
  /** Where only some new values do. */
  readonly to?: RegExp;
}

/**
 * A kind of fault: how it shows, and what in a change can cause it. One row serves both directions, so that a symptom and a
 * change meet in it or not at all. `strength` is how surely; a symptom of `weight` below 1 is one that other faults
 * have too.
 */
export interface FaultKind {
  readonly id: string;
  /** As one says it: "the connection pool is too small". */
  readonly label: string;
  readonly weight: number;
  /** What log lines and alerts say. */
  readonly text: RegExp;
  /** Names of metrics that move. */
  readonly metrics: RegExp;
  readonly settings: readonly RiskySetting[];
  readonly traits: Partial<Readonly<Record<CodeTrait, number>>>;
  /** Operators turned round, conditions negated, switches flipped. */
  readonly logic: number;
  /** Whether it may build up for hours before it shows. */
  readonly gradual: boolean;
  /** Whether what causes it may lie still until something calls on it: the next peak, hiccup or job. */
  readonly latent: boolean;
  /** Whether a change in a caller can cause it at a callee, by what the caller asks for. */
  readonly fromCaller: boolean;
  /** Whether a change in who writes messages can cause it at who reads them. */
  readonly fromWriter: boolean;
}

function setting(
  key: RegExp,
  direction: RiskySetting['direction'],
  strength: number,
  to?: RegExp,
): RiskySetting {
  return to === undefined ? { key, direction, strength } : { key, direction, strength, to };
}

const plain = {
  weight: 1,
  settings: [],
  traits: {},
  logic: 0,
  gradual: false,
  latent: false,
  fromCaller: false,
  fromWriter: false,
} as const;

/** How many there are: how long one lives, or is waited for, is another thing. */
const poolKey =
  /^(?!.*(?:life_?time|idle_?time|max_?age|keep_?alive|jitter|timeout)).*(?:pool|conn(?:ection)?s?(?:\b|_|[A-Z])|max_?open|max_?idle|max_?clients|workers?|threads?|parallel)/i;
const cacheKey = /ttl|expir|max_?age|max_?entries|cache|evict|stale|memo/i;
const placeKey =
  /host|url|uri|endpoint|addr|port\b|dsn|broker|bootstrap|upstream|selector|ingress|route|namespace|domain|server_?name|target/i;

/**
 * The rows are general knowledge of how services break, from what postmortems tell again and again (the public collection at
 * https://github.com/danluu/post-mortems; Google's "Site Reliability Engineering", appendix C, names binary and
 * configuration pushes first) and from the error texts of databases, runtimes, proxies and orchestrators as their
 * manuals have them. No row is about one incident.
 */
export const faultKinds: readonly FaultKind[] = [
  {
    ...plain,
    id: 'pool',
    latent: true,
    label: 'a pool of connections or workers is used up',
    text: /pool (?:is |was )?(?:exhaust|full|empty|timeout|saturat)|connection pool|acquir\w* (?:a |new )?conn|(?:waiting|timed? ?out|timeout) (?:for|acquiring|waiting for) .{0,20}(?:conn|free|idle|slot|worker)|too many (?:connections|clients)|connection slots|no (?:free|available|idle) (?:conn|worker|thread|slot)|max(?:imum)? (?:pool|connections?)|QueuePool|HikariPool/i,
    metrics:
      /pool|conn(?:ection)?s?_(?:in_use|active|wait|open|idle|used)|in_use|wait_(?:count|duration)|busy_(?:workers|threads)/i,
    settings: [
      setting(poolKey, 'down', 1),
      setting(/idle|life_?time|max_?age|keep_?alive/i, 'any', 0.6),
      setting(/(?:pool|conn|acqui|checkout|borrow|queue).*(?:timeout|wait)/i, 'down', 0.8),
      setting(poolKey, 'up', 0.4),
    ],
    traits: {
      release_removed: 0.95,
      release_missing: 0.8,
      call_in_loop: 0.5,
      lock_added: 0.5,
      wait_added: 0.6,
      call_added: 0.35,
    },
    fromCaller: true,
  },
  {
    ...plain,
    id: 'timeout',
    label: 'calls are given up too early, or wait too long',
    weight: 0.6,
    text: /deadline exceeded|timed? ?out|timeout|context cancell?ed|took too long|504\b/i,
    metrics: /timeout|deadline|cancel/i,
    settings: [
      setting(/timeout|deadline|budget|keep_?alive|max_?wait|ttl_?ms/i, 'down', 1),
      setting(/timeout|deadline|max_?wait/i, 'up', 0.5),
    ],
    traits: { wait_added: 0.8, unit_changed: 0.8, call_in_loop: 0.5, lock_added: 0.5, call_added: 0.3 },
  },
  {
    ...plain,
    id: 'retries',
    latent: true,
    label: 'retries multiply the load',
    text: /retr(?:y|ies|ying)\b|attempt \d|amplif|retry (?:budget|storm)|circuit.?breaker/i,
    metrics: /retr(?:y|ies)|attempts/i,
    settings: [
      setting(/retr(?:y|ies)|attempts|max_?tries/i, 'up', 1),
      setting(/backoff|jitter|delay|interval|breaker/i, 'any', 0.9),
      setting(/hedg|speculat/i, 'any', 0.9),
    ],
    traits: { backoff_removed: 1, retry_added: 0.9 },
    logic: 0.2,
    fromCaller: true,
  },
  {
    ...plain,
    id: 'cache',
    label: 'a cache no longer holds what it is asked for',
    text: /cache miss|read[- ]through|stampede|thundering|cold cache|hit (?:ratio|rate)|cache .{0,20}(?:expired|evict|empty|bypass)|not (?:found )?in cache|recomput/i,
    metrics: /cache.*(?:hit|miss|evict|size|entries)|(?:hit|miss)(?:es|s)?_(?:ratio|rate)|evict/i,
    settings: [setting(cacheKey, 'down', 1), setting(cacheKey, 'any', 0.7)],
    traits: { cache_removed: 1, cache_key: 0.95, unit_changed: 0.4 },
    logic: 0.3,
    gradual: true,
    fromCaller: true,
  },
  {
    ...plain,
    id: 'repeated_calls',
    label: 'one request makes many calls',
    text: /calls?_(?:in|per)_request|(?:queries|calls) per request|N\+1|identical (?:select|quer)|\b\d{2,} (?:quer|calls|select)/i,
    metrics: /per_request|(?:quer(?:y|ies)|calls?)_count|fan_?out/i,
    settings: [setting(/batch|page_?size|chunk|prefetch|eager|lazy/i, 'any', 0.8)],
    traits: { call_in_loop: 1, call_added: 0.4, query_added: 0.5, cache_removed: 0.6 },
    fromCaller: true,
  },
  {
    ...plain,
    id: 'slow_query',
    label: 'queries became expensive',
    weight: 0.85,
    text: /slow query|statement timeout|canceling statement|(?:full|seq(?:uential)?) (?:table )?scan|query (?:took|exceeded|timeout)|rows (?:examined|scanned)|long[- ]running|missing index|temp(?:orary)? file/i,
    metrics:
      /quer(?:y|ies)|db_|rows_(?:scanned|read|examined|fetched)|seq_scan|statement|sql|postgres|mysql|mongo|iops|read_latency/i,
    settings: [
      setting(/work_mem|shared_buffers|planner|statement_timeout|page_?size|limit|fetch/i, 'any', 0.7),
    ],
    traits: {
      index_dropped: 1,
      query_widened: 0.9,
      call_in_loop: 0.6,
      cache_removed: 0.6,
      query_added: 0.5,
      load_all: 0.7,
    },
    fromCaller: true,
  },
  {
    ...plain,
    id: 'memory',
    label: 'memory runs out',
    text: /\bOOM|out of memory|OutOfMemory|heap|GC (?:pause|overhead)|memory (?:limit|pressure|usage|leak)|cannot allocate|MemoryError|\brss\b|exit code 137|exited with 137/i,
    metrics: /memory|heap|\brss|_rss|oom|gc_|working_set|swap/i,
    settings: [
      setting(/memory|heap|xmx|mem_?limit|limits/i, 'down', 1),
      setting(/cache|buffer|batch|max_?entries|size|capacity|retention|ttl|window|history/i, 'up', 0.8),
      setting(/gogc|gomemlimit|gc|evict|max_?entries/i, 'any', 0.8),
    ],
    traits: {
      unbounded_growth: 1,
      load_all: 0.8,
      release_removed: 0.6,
      worker_spawned: 0.6,
      release_missing: 0.4,
    },
    logic: 0.1,
    gradual: true,
  },
  {
    ...plain,
    id: 'workers',
    label: 'goroutines, threads or processes pile up',
    text: /goroutines?|too many (?:threads|processes)|thread (?:pool|count|limit|leak|starv)|cannot create (?:native )?thread|unable to (?:create|start) .{0,10}thread|fork: |EAGAIN|event loop (?:lag|blocked)/i,
    metrics: /goroutine|threads?(?:_|$)|num_threads|event_?loop|process_count/i,
    settings: [setting(/threads?|workers?|processes|concurren/i, 'any', 0.7), setting(/timeout/i, 'up', 0.5)],
    traits: {
      worker_spawned: 1,
      release_removed: 0.7,
      wait_added: 0.6,
      lock_added: 0.6,
      backoff_removed: 0.3,
    },
    gradual: true,
  },
  {
    ...plain,
    id: 'descriptors',
    label: 'files or sockets are not given back',
    text: /too many open files|EMFILE|ENFILE|file descriptor|ephemeral port|cannot assign requested address|TIME_WAIT|CLOSE_WAIT|socket (?:leak|exhaust)/i,
    metrics: /open_fds|fds?(?:_|$)|file_desc|sockets?|tcp_(?:tw|inuse|alloc)/i,
    settings: [setting(/nofile|ulimit|max_?open_?files|keep_?alive|idle|max_?conns/i, 'any', 0.9)],
    traits: { release_removed: 1, release_missing: 0.9, worker_spawned: 0.4, call_added: 0.3 },
    gradual: true,
  },
  {
    ...plain,
    id: 'disk',
    label: 'a disk fills up',
    text: /no space left|ENOSPC|disk (?:is )?(?:full|pressure|usage|space)|read-only file ?system|\binodes?\b|volume .{0,20}full|quota exceeded on/i,
    metrics:
      /disk|filesystem|volume|inode|storage|wal_|log_(?:bytes|write|lines|volume)|free_space|bytes_written/i,
    settings: [
      setting(/level|verbos|log/i, 'any', 1, /^(?:debug|trace|all|verbose|finest|5|[6-9])$/i),
      setting(/sampl/i, 'up', 1),
      setting(/retention|keep|max_?(?:size|files|backups|age)|history|ttl/i, 'up', 1),
      setting(/rotat|compress|clean|purge|vacuum|compact|prune|truncate|expire/i, 'any', 0.9),
      setting(/size|storage|volume/i, 'down', 0.8),
      setting(/debug|dump|profil|trace|audit/i, 'up', 0.9),
    ],
    traits: { log_flood: 0.8, file_written: 0.8, release_removed: 0.3 },
    logic: 0.2,
    gradual: true,
  },
  {
    ...plain,
    id: 'missing_value',
    fromWriter: true,
    label: 'code meets a value that is not there',
    text: /nil (?:pointer|map)|null ?pointer|NullReference|NoneType|undefined is not|cannot read propert|of (?:undefined|null)\b|index out of (?:range|bounds)|\bpanic\b|segfault|SIGSEGV|KeyError|AttributeError|IndexError|unwrap\(\)|TypeError|NoSuchElement|Optional\.get|invalid memory address|assignment to entry in nil map|stack overflow|stack exceeds|maximum call stack|RecursionError|division by zero|divide by zero|ZeroDivision/i,
    metrics: /panic|crash|exception|unhandled/i,
    settings: [],
    traits: {
      guard_removed: 1,
      init_removed: 0.95,
      unguarded_use: 0.7,
      field_changed: 0.4,
      lock_removed: 0.4,
      key_renamed: 0.4,
    },
    logic: 0.7,
  },
  {
    ...plain,
    id: 'startup',
    label: 'a service does not come up, or is restarted',
    text: /CrashLoop|back-?off restarting|missing (?:required )?(?:env|config|key|setting|secret|variable)|(?:undefined|unset) (?:env|variable)|(?:failed|unable|could not) to (?:start|load|parse|read|mount) .{0,30}(?:config|secret|file|plugin)?|(?:unknown|unrecognized|invalid) (?:field|key|flag|option|config\w*|setting)|(?:liveness|readiness|startup) probe|ImagePull|exec format|ConfigMap|command not found|ModuleNotFound|ClassNotFound|NoSuchMethod|ImportError|undefined symbol|cannot find (?:module|package)|address already in use/i,
    metrics: /restart|ready|available_replicas|(?:^|_)up$|crash|unavailable_replicas|probe/i,
    settings: [
      setting(/probe|liveness|readiness|initial_?delay|period|failure_?threshold|grace/i, 'any', 1),
      setting(/image|tag|version|command|args|entrypoint|runtime|from/i, 'any', 0.8),
      setting(/^/, 'any', 0.4),
    ],
    traits: { key_renamed: 1, file_written: 0.2, unguarded_use: 0.3 },
    logic: 0.3,
  },
  {
    ...plain,
    id: 'schema',
    fromWriter: true,
    label: 'code and database disagree about the schema',
    text: /relation .{0,60}does not exist|no such (?:table|column)|unknown column|column .{0,60}(?:does not exist|not found|cannot be null|of relation)|undefined ?(?:table|column)|duplicate column|null value in column|violates (?:not-null|check|foreign|unique)|missing (?:table|column)|table .{0,40}doesn't exist|invalid column|out of range for type|value too long|data truncat/i,
    metrics: /missing_(?:table|column)|schema|migration/i,
    settings: [setting(/schema|table|column|search_path|database/i, 'any', 0.9)],
    traits: { schema_changed: 1, query_added: 0.75, field_changed: 0.6, table_locked: 0.4 },
  },
  {
    ...plain,
    id: 'locks',
    latent: true,
    label: 'work waits for locks',
    text: /deadlock|lock (?:wait|timeout|contention|held|acquisition)|(?:obtain|acquire|waiting (?:for|on)) .{0,30}lock|\bblocked (?:by|on|for)|contention|mutex|AccessExclusive|AccessShare|serializ\w+ failure|could not serialize|starv/i,
    metrics: /lock|deadlock|blocked|contention|mutex|waiting_(?:queries|sessions|threads)/i,
    settings: [
      setting(/isolation|lock|exclusive|serial|transaction/i, 'any', 0.9),
      setting(/batch|chunk/i, 'up', 0.7),
    ],
    traits: {
      lock_added: 1,
      lock_order: 1,
      table_locked: 1,
      release_removed: 0.8,
      wait_added: 0.4,
      call_added: 0.3,
      call_in_loop: 0.4,
      schema_changed: 0.7,
    },
    fromCaller: true,
  },
  {
    ...plain,
    id: 'races',
    latent: true,
    label: 'work that runs at once gets in its own way',
    text: /\brace\b|concurrent (?:map|modification|write|update)|ConcurrentModification|duplicate (?:key|entry|order|charge|message)|inconsisten|stale (?:object|read|version)|optimistic lock|double (?:spend|charge|book)|already (?:exists|processed)|conflict/i,
    metrics: /duplicate|conflict|race|inconsisten/i,
    settings: [setting(/concurren|parallel|workers|idempot|dedup|consisten|isolation/i, 'any', 0.9)],
    traits: {
      lock_removed: 1,
      lock_order: 0.5,
      worker_spawned: 0.7,
      retry_added: 0.6,
      ack_removed: 0.7,
      guard_removed: 0.5,
    },
    logic: 0.3,
  },
  {
    ...plain,
    id: 'format',
    fromWriter: true,
    label: 'two sides disagree about the format of what they exchange',
    text: /unmarshal|deseriali|serializ|decod(?:e|ing)|cannot parse|pars(?:e|ing) (?:error|failed)|failed to parse|unexpected (?:token|field|end|character|type|EOF|value)|invalid (?:json|character|payload|utf|format|message|enum|wire)|schema (?:mismatch|registry|incompat)|unknown (?:field|enum|magic)|type mismatch|protobuf|avro|malformed|cannot convert|NumberFormat|unsupported (?:version|media)|checksum|415\b|422\b/i,
    metrics: /deserial|decod|pars(?:e|ing)|dead_?letter|dlq|poison|invalid|malformed|reject/i,
    settings: [
      setting(
        /format|encod|codec|compress|schema|version|content|serializ|protocol|acks?|charset/i,
        'any',
        0.9,
      ),
    ],
    traits: {
      field_changed: 0.95,
      codec_changed: 0.7,
      guard_removed: 0.5,
      unguarded_use: 0.3,
      schema_changed: 0.4,
    },
    logic: 0.3,
  },
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
  {
    ...plain,
    id: 'cpu',
    label: 'processors are busy with the wrong work',
    weight: 0.6,
    text: /\bcpu\b|cfs|backtrack|hot loop|spinning|event loop|load average|ReDoS|runaway/i,
    metrics: /cpu|load(?:1|5|15)|throttled|utili[sz]ation/i,
    settings: [
      setting(/cpu|millicores|gomaxprocs/i, 'down', 1),
      setting(/cost|rounds|iterations|compression|level|quality/i, 'up', 0.8),
      setting(/interval|period|poll|tick/i, 'down', 0.8),
    ],
    traits: {
      heavy_pattern: 0.95,
      busy_loop: 1,
      wait_added: 0.1,
      backoff_removed: 0.6,
      call_in_loop: 0.4,
      load_all: 0.4,
      cache_removed: 0.6,
      log_flood: 0.3,
    },
    fromCaller: true,
  },
  {
    ...plain,
    id: 'backlog',
    fromWriter: true,
    label: 'a queue grows faster than it is worked off',
    text: /\blag\b|backlog|consumer|rebalanc|redeliver|queue (?:depth|length|full|growing)|dead.?letter|visibility|unacked|max\.poll|partition(?:s)? (?:revoked|lost|stuck)|messages? behind|stuck at offset/i,
    metrics: /lag|queue|backlog|depth|pending|unacked|age_of_oldest|rebalance|offset/i,
    settings: [
      setting(
        /consumer|concurren|prefetch|batch|partition|poll|workers?|ack|visibility|max_?poll|session|fetch|threads?|replicas|group/i,
        'any',
        1,
      ),
      setting(/interval|delay|linger|timeout/i, 'any', 0.7),
    ],
    traits: {
      ack_removed: 1,
      wait_added: 0.9,
      call_added: 0.7,
      call_in_loop: 0.8,
      lock_added: 0.7,
      partition_key: 0.8,
      retry_added: 0.5,
      guard_removed: 0.2,
    },
    logic: 0.3,
    gradual: true,
    fromCaller: true,
  },
  {
    ...plain,
    id: 'capacity',
    latent: true,
    label: 'there is not enough of it to serve the load',
    weight: 0.6,
    text: /saturat|overload|shedding|pods? pending|autoscal|insufficient (?:cpu|memory)|FailedScheduling|unschedulable|no (?:available )?capacity|evicted|scal(?:e|ed|ing) (?:down|up|in|out)|desired replicas/i,
    metrics: /replicas|queue_depth|utili[sz]ation|saturation|pending_pods|inflight|concurren/i,
    settings: [
      setting(/replicas|min_?pods|max_?pods|instances|capacity|nodes|hpa|autoscal|desired/i, 'down', 1),
      setting(
        /requests?|limits?|cpu|memory|target|utili[sz]ation|surge|unavailable|affinity|toleration|cooldown|stabili[sz]ation/i,
        'any',
        0.7,
      ),
      setting(/workers?|threads?|concurren|max_?in_?flight/i, 'down', 0.9),
    ],
    traits: { call_in_loop: 0.4, heavy_pattern: 0.4, wait_added: 0.4, cache_removed: 0.4, lock_added: 0.4 },
    fromCaller: true,
  },
  {
    ...plain,
    id: 'clock',
    label: 'times are reckoned wrongly',
    text: /clock|time ?zone|\bskew\b|in the future|not yet valid|\bDST\b|daylight|wrong date|off by (?:one|an) (?:hour|day)|expired (?:at|before)|timestamp (?:out|too)|cron|schedul(?:e|ed|er) (?:missed|skipped|twice|early|late)/i,
    metrics: /clock|skew|ntp|timestamp|schedule|cron|drift/i,
    settings: [setting(/\btz\b|time_?zone|locale|schedule|cron|offset|window|start_?at|date/i, 'any', 1)],
    traits: { time_zone: 1, unit_changed: 0.8 },
    logic: 0.4,
  },
  {
    ...plain,
    id: 'size',
    latent: true,
    fromWriter: true,
    label: 'messages are larger than what is taken',
    text: /(?:payload|message|body|entity|request|response|header|packet|record) (?:is )?too (?:large|long|big)|\b413\b|\b431\b|max(?:imum)? .{0,20}(?:size|length) exceeded|exceeds .{0,20}(?:size|length|limit)|RESOURCE_EXHAUSTED|larger than max|truncated/i,
    metrics: /payload|message_size|body_size|response_size|bytes_(?:sent|received)|413/i,
    settings: [
      setting(
        /max.*(?:size|bytes|length|body|message|header)|(?:size|bytes|length|body|message)_?(?:limit|max)|page_?size|limit|buffer|batch/i,
        'any',
        1,
      ),
    ],
    traits: { load_all: 0.7, query_widened: 0.7, field_changed: 0.5, call_added: 0.2 },
  },
  {
    ...plain,
    id: 'hot_key',
    latent: true,
    fromWriter: true,
    label: 'load falls on one shard, partition or key',
    text: /hot (?:shard|partition|key|spot)|uneven|skewed|throughput exceeded|ProvisionedThroughput|imbalanc|single (?:shard|partition)/i,
    metrics: /shard|partition|imbalance|skew|hot/i,
    settings: [setting(/shard|partition|hash|bucket|key|affinity|sticky|balanc/i, 'any', 1)],
    traits: { partition_key: 1, cache_key: 0.8 },
    logic: 0.3,
    fromCaller: true,
  },
  {
    ...plain,
    id: 'wrong_result',
    fromWriter: true,
    label: 'code decides or reckons wrongly',
    weight: 0.7,
    text: /reject(?:ed|ing)|invalid|validation|mismatch|wrong|negative|incorrect|must be|should be|unexpected|not allowed|declined|unbalanced|inconsistent|assert|illegal|out of bounds|zero (?:results|rows|items)|no (?:results|items|matches)|empty (?:result|response|list)|all requests|dropped|discard|skipp/i,
    metrics:
      /reject|invalid|declin|mismatch|drop(?:ped)?|discard|conversion|success|empty|skipped|orders|approved|4xx|400|422/i,
    settings: [
      setting(
        /enabled?|threshold|min|max|default|allow|mode|strict|percent|rollout|factor|multiplier|rate|amount|limit/i,
        'any',
        0.8,
      ),
    ],
    traits: {
      unit_changed: 1,
      guard_removed: 0.6,
      query_widened: 0.5,
      time_zone: 0.5,
      field_changed: 0.5,
      auth_changed: 0.3,
      partition_key: 0.4,
    },
    logic: 1,
  },
  {
    ...plain,
    id: 'slow',
    label: 'requests take longer by themselves',
    weight: 0.5,
    text: /slow|latenc|p9\d|elevated response|response time/i,
    metrics: /latency|duration|p50|p9\d|response_time|elapsed/i,
    settings: [
      setting(/timeout|deadline|delay|interval|linger|wait/i, 'up', 0.8),
      setting(/level|verbos/i, 'any', 0.6, /^(?:debug|trace|verbose)$/i),
      setting(/sync|fsync|flush|durab|compress|batch|buffer|nagle|nodelay|keep_?alive/i, 'any', 0.7),
      setting(poolKey, 'down', 0.7),
    ],
    traits: {
      wait_added: 1,
      call_in_loop: 0.95,
      call_added: 0.6,
      lock_added: 0.7,
      heavy_pattern: 0.7,
      cache_removed: 0.8,
      index_dropped: 0.8,
      query_widened: 0.7,
      query_added: 0.4,
      load_all: 0.5,
      backoff_removed: 0.2,
    },
    fromCaller: true,
  },
];
