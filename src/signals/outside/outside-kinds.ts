/** What breaks services from outside, as log lines tell it. */
export interface OutsideKind {
  readonly id: string;
  readonly label: string;
  readonly strength: number;
  readonly text: RegExp;
  readonly changeThatCan: RegExp;
}

/** From the public postmortems again (see changes/fault-kinds/): what breaks services although nobody changed them. */
export const outsideKinds: readonly OutsideKind[] = [
  {
    id: 'certificate_expired',
    label: 'a certificate ran out',
    strength: 0.97,
    text: /certificate (?:has |is |was )?expired|cert\w*\b.{0,50}\bexpired|expired.{0,20}\bcert|CERT_HAS_EXPIRED|not ?after|certificate.{0,30}not valid (?:after|since)/i,
    changeThatCan:
      /expir|not_?after|validity|valid_?(?:days|until|for)|renew|rotat|duration|lifetime|BEGIN CERTIFICATE/i,
  },
  {
    id: 'licence_expired',
    label: 'a licence, key or subscription ran out',
    strength: 0.95,
    text: /(?:licen[cs]e|subscription|trial|api key|access key|password|secret|credentials?)\b.{0,40}\b(?:has |have |is |was )?expired|expired (?:licen[cs]e|subscription|trial|password|credentials?)|licen[cs]e\b.{0,40}\b(?:ended|lapsed|no longer valid|ran out)/i,
    changeThatCan: /licen[cs]e|key|secret|password|credential|expir|rotat|renew|token/i,
  },
  {
    id: 'token_expired',
    label: 'a token ran out',
    strength: 0.85,
    text: /\b(?:token|jwt|assertion|session credentials?|sas|signature)\b.{0,30}\b(?:expired|ran out)\b|expired ?(?:jwt|token)|token ?expired|(?:jwt|token) has (?:expired|lapsed)/i,
    changeThatCan: /ttl|expir|leeway|skew|lifetime|tolerance|token|jwt|auth|clock|duration|max_?age|refresh/i,
  },
  {
    id: 'node_failure',
    label: 'a machine failed',
    strength: 0.93,
    text: /NETDEV WATCHDOG|transmit queue \d+ timed out|rx_crc_errors|CRC errors?\b|(?:NIC|eth\d+|ens?\w*|bond\d+):? .{0,40}(?:link (?:is )?down|carrier lost|resetting (?:device|adapter))|nvme\w* .{0,40}timeout, aborting|soft lockup|hung_task_timeout|\bEDAC\b|Machine check|NodeNotReady|\bnode\b.{0,60}(?:not ?ready|unreachable|\blost\b|went down|is down|terminated|preempted|failed|unresponsive)|kubelet (?:stopped|is not|not)|kernel (?:panic|oops)|hardware (?:error|fault)|machine check|\binstance\b.{0,30}(?:terminated|retired|stopped|lost|impaired)|spot (?:instance )?(?:interrupt|terminat|reclaim)|\bhost\b.{0,20}(?:is down|rebooted|failed)|(?:disk|buffer|device) I\/O error|I\/O error,? (?:dev|on dev|while writ|while read)|blk_update_request|EXT4-fs error|XFS .{0,40}error|input\/output error|\bEIO\b|uncorrectable|ECC|(?:node|instance|host) (?:was )?(?:replaced|retired)|(?:host|node|hardware|scheduled) maintenance|maintenance: (?:node|host|instance)|underlying host|pods? evicted.{0,40}node/i,
    changeThatCan:
      /node_?(?:pool|group|selector)|instance_?type|machine|toleration|affinity|taint|drain|kernel|\bami\b|daemonset|kubelet|autoscal/i,
  },
  {
    id: 'bad_data',
    label: 'data came in that cannot be processed',
    strength: 0.9,
    text: /poison|(?:malformed|corrupt(?:ed)?|bad|invalid|unprocessable|oversized) (?:record|message|row|event|payload|data|input|file|document|entry|batch|feed|upload)|(?:cannot|can't|failed to|unable to|could not|error) (?:parse|parsing|decode|decoding|deserializ\w+|process|processing|handle) .{0,20}(?:record|message|row|event|offset|payload|document|line)|(?:same|stuck (?:at|on)|retrying|at) (?:the )?(?:offset|message|record)|offset[= ]\d+.{0,60}(?:fail|retry|again|skip)|dead.?letter|redeliver|unexpected (?:null|character|token|byte|end)|invalid (?:utf-?8|byte sequence|encoding|surrogate)/i,
    changeThatCan:
      /pars|decod|unmarshal|deserial|schema|valid|field|format|proto|json|avro|nil|null|none|undefined|optional|charset|utf/i,
  },
  {
    id: 'network',
    label: 'a zone, region or network is impaired',
    strength: 0.9,
    text: /availability zone|\baz\b.{0,30}(?:down|impair|unreach|outage|lost)|\bregion\b.{0,40}(?:outage|impair|unavailable|degraded|down|failover)|packet loss|network partition|\bBGP\b|route flap|link (?:flap|down)|split.?brain|cross-(?:az|zone|region) (?:latency|traffic)|quorum lost|lost quorum/i,
    changeThatCan:
      /route|subnet|cidr|network|firewall|security_?group|zone|region|failover|peering|mtu|vpc|policy/i,
  },
  {
    id: 'managed_failover',
    label: 'a managed service fails over or is in maintenance',
    strength: 0.85,
    text: /received (?:promote request|fast shutdown request)|selected new timeline|database system is (?:shut down|shutting down|starting up|not accepting)|terminating connection due to administrator command|MASTER MODE enabled|super[-_]read[-_]only|fail-?over (?:started|began|in progress|initiated|triggered|completed|event)|(?:multi-?az|instance|cluster|primary|replica|master)\b.{0,30}\bfail(?:ed|ing|s)? ?over|in recovery mode|read-only transaction|READONLY You can.?t write|against a read only replica|promot(?:ed|ing) .{0,20}(?:replica|standby|to primary)|NotWritablePrimary|not (?:the )?(?:primary|master)\b|maintenance (?:window|event)|(?:patched|maintained) by the (?:cloud|provider)|database system is (?:starting up|shutting down)/i,
    changeThatCan:
      /fail_?over|replica|primary|endpoint|host|url|dsn|read_?only|maintenance|engine|version|parameter_?group|instance_?(?:class|type)|node_?type|multi_?az/i,
  },
  {
    id: 'cloud_outage',
    label: 'a cloud service fails',
    strength: 0.85,
    text: /(?:Amazon\w*|\baws\b|DynamoDB|\bS3\b|\bSQS\b|\bKinesis|\bGCS\b|googleapi|BigQuery|Spanner|Firestore|\bAzure\b|Cosmos ?DB|BlobStorage|Cloudflare|Akamai|Fastly)\b.{0,120}(?:\b50[0-4]\b|Internal ?(?:Server)?Error|Service ?Unavailable|SlowDown|ServerBusy|backendError)|(?:SlowDown|ServerBusy|Internal ?(?:Server)?Error|Service ?Unavailable)\b.{0,60}when calling the \w+ operation/i,
    changeThatCan:
      /https?:|host|url|endpoint|region|bucket|credential|secret|sdk|retry|retries|concurren|batch|prefix|loop|for |map\(/i,
  },
  {
    id: 'name_resolution',
    label: 'names are no longer resolved',
    strength: 0.8,
    text: /EAI_AGAIN|lookup .{0,80}(?:i\/o timeout|server misbehaving|SERVFAIL)|(?:\bdns\b|resolver|nameserver|coredns)\b.{0,60}(?:timeout|timed out|unreachable|SERVFAIL|failing|refused)|\bSERVFAIL\b|temporary failure in name resolution/i,
    changeThatCan:
      /dns|resolv|ndots|nameserver|coredns|network_?polic|egress|\b53\b|search|host_?aliases|forward|external_?name/i,
  },
  {
    id: 'provider_limit',
    label: 'a provider turns calls away',
    strength: 0.75,
    text: /ThrottlingException|RequestLimitExceeded|ProvisionedThroughputExceeded|\bSlowDown\b|(?:account|monthly|daily|plan|provider|api) (?:quota|limit|rate limit)|quota.{0,30}exceeded|billing|payment required|\b402\b|suspended/i,
    changeThatCan:
      /limit|quota|rate|throttle|concurren|retry|cache|batch|loop|for |while|map\(|interval|poll|partition|shard|_key|hash/i,
  },
  {
    id: 'hostile_traffic',
    label: 'somebody sends far more than is usual',
    strength: 0.85,
    text: /\bDDoS\b|credential stuffing|brute.?force|scrap(?:er|ing)|\bcrawler|\bbots? (?:traffic|requests|activity)|abuse|flood|single (?:client|tenant|customer|ip|user agent)|one (?:tenant|customer|client)\b.{0,40}(?:request|load|traffic)/i,
    changeThatCan: /limit|rate|throttle|waf|captcha|block|allow|deny|robots|sitemap|cache|quota/i,
  },
  {
    id: 'batch_work',
    label: 'other work takes the resources',
    strength: 0.7,
    text: /(?:nightly|scheduled|cron|batch|backup|backfill|etl|report(?:ing)?|export|analytics|maintenance|vacuum|compaction|reindex\w*|month-?end|year-?end|monthly|quarterly|weekly|daily|closing|payroll|reconciliation) (?:closing |billing |payroll )?(?:job|run|task|query|process|window|cycle)?.{0,30}(?:started|running|began|in progress|took|holding|consum)/i,
    changeThatCan:
      /cron|schedule|job|batch|backup|export|report|vacuum|compact|parallel|concurren|window|interval/i,
  },
  {
    id: 'clock',
    label: 'a clock is wrong',
    strength: 0.7,
    text: /\bNTP\b|clock (?:skew|drift|jump)|time (?:sync|synchroni[sz]ation) (?:lost|failed)|leap second/i,
    changeThatCan: /time|clock|ntp|chrony|zone|skew|leeway/i,
  },
  {
    id: 'growth',
    label: 'something grew until it no longer fits',
    strength: 0.8,
    text: /integer out of range|sequence.{0,40}(?:exhaust|maximum|limit)|wraparound|nextval.{0,30}reached|maximum (?:id|value) reached|out of (?:ids|sequence|addresses)|no (?:free|available) (?:ip|address)|subnet.{0,30}exhaust|table is full/i,
    changeThatCan: /int\b|integer|bigint|serial|sequence|id |type|cidr|subnet|partition|retention|archive/i,
  },
];
