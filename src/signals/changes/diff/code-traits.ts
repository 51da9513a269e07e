import { findCallInLoop } from './call-in-loop.ts';
import type { Hunk } from './parse-diff.ts';
import { isRemoteCall } from './remote-call.ts';

/** What a diff does to the behaviour of code, whatever its author calls it. */
export type CodeTrait =
  | 'guard_removed'
  | 'init_removed'
  | 'unguarded_use'
  | 'call_in_loop'
  | 'call_added'
  | 'unbounded_growth'
  | 'release_removed'
  | 'release_missing'
  | 'worker_spawned'
  | 'lock_added'
  | 'lock_removed'
  | 'lock_order'
  | 'wait_added'
  | 'backoff_removed'
  | 'retry_added'
  | 'cache_removed'
  | 'cache_key'
  | 'index_dropped'
  | 'table_locked'
  | 'schema_changed'
  | 'query_added'
  | 'query_widened'
  | 'field_changed'
  | 'codec_changed'
  | 'heavy_pattern'
  | 'busy_loop'
  | 'load_all'
  | 'log_flood'
  | 'file_written'
  | 'key_renamed'
  | 'auth_changed'
  | 'time_zone'
  | 'ack_removed'
  | 'partition_key'
  | 'unit_changed';

export interface FoundTrait {
  readonly trait: CodeTrait;
  /** The line that shows it. */
  readonly line: string;
  readonly file: string | null;
}

const guard =
  /(?:[!=]==?\s*(?:nil|null|None|undefined|nullptr)|\bis (?:not )?None|(?:nil|null)\s*[!=]=|\?\.|\?\?|\bOptional\b|\.isPresent\(|\bhasattr\(|\blen\(\w[\w.]*\)\s*(?:==|>|<|!=)|\.length\s*(?:===?|>|<)|\bif\s*\(?!?\s*\w+(?:\.\w+)*\s*\)?\s*[{:]?$|\bif\s+!?ok\b|,\s*ok\s*:?=|\bin\s+\w+\s*:|\.get\([^,)]+,|\bcatch\b|\bexcept\b|\brescue\b|\bif err\b|>=?\s*len\()/;
/** What makes that a value is there at all. */
const init =
  /\bmake\(|\bnew\s+(?:\w*(?:Map|Set|List)\b)|[:=]\s*(?:\{\}|\[\])[,;)}]?$|\bsetdefault\(|getOrDefault\(|\|\|=|\?\?=|\.(?:init|initialize|setup)\(|default_factory|@PostConstruct/;
const release =
  /\bdefer\b.*(?:Close|Unlock|Release|cancel|Stop|Done|Rollback|Put)\b|\.(?:close|Close|release|Release|dispose|Dispose|shutdown|Rollback|rollback|returnConnection|disconnect|unsubscribe|removeListener|clearInterval)\s*\(|\bwith\s+\w[\w.]*\(.*\bas\b|\btry\s*\(|\bfinally\b|\busing\s*[( ]|\bcancel\(\)/;
const acquire =
  /\.(?:Open|open|Acquire|acquire|getConnection|GetConnection|connect|Connect|Begin|beginTransaction|QueryContext|Query|Subscribe|subscribe|checkout|addListener|NewTicker)\s*\(|http\.(?:Get|Post)\(|\.Do\(\w*req|\bFiles\.(?:list|walk|lines|find|newDirectoryStream|newBufferedReader|newBufferedWriter|newInputStream|newOutputStream)\s*\(|\bnew\s+(?:File|Buffered)\w*(?:Reader|Writer|Stream)\s*\(|\b(?:fs\.openSync|os\.Open(?:File)?|os\.open)\s*\(|(?<![.\w])open\(/;
const bound =
  /\b(?:max\w*|limit\w*|cap(?:acity)?|evict\w*|lru|ttl|expire\w*|bounded|ring|prune\w*|trim\w*|delete|remove|shift|popleft|pop|clear|truncate|maxlen|weakmap|weakref|semaphore|pool|errgroup|ticker\.stop|done\(\)|setlimit)\b/i;
const globalState =
  /^var\s+(\w+)\s+(?:\[\]|map\[|=)|\b([A-Za-z_]\w*)\s*(?::[^=]+)?=\s*(?:\[\]|\{\}|make\(|map\[|\[\]\w+\{|new\s+(?:\w*(?:Map|Set|List|Deque|Queue|Vector)\b|\w+\[)|(?:Concurrent\w+|Lists|Maps|Sets)\.new|list\(\)|dict\(\)|set\(\)|defaultdict\(|collections\.|Vec::new|HashMap::new)/;
const grows =
  /\b([\w.]+)\s*=\s*append\(\s*\1\b|\b([\w.]+)\.(?:append|push|add|put|set|offer|enqueue|extend|unshift|Add|Store|Append)\s*\(|\b([\w.]+)\[[^\]]+\]\s*=(?!=)/;
const spawns =
  /\bgo\s+func\b|\bgo\s+[\w.]+\(|new\s+Thread\(|Thread\(target|threading\.Thread|Executors?\.new|\bspawn\(|create_task\(|ensure_future\(|setInterval\(|\.submit\(|CompletableFuture\.(?:run|supply)Async|tokio::spawn|Task\.Run\(/;
const locks =
  /\.(?!\w*[Uu]nlock)\w*(?:[Ll]ock|acquire)\w*\s*\(|\bsynchronized\b|FOR UPDATE|\bLOCK TABLE\b|\bwith\s+[\w.]*lock\b|SELECT .* FOR SHARE|SERIALIZABLE|advisory_lock|setnx/;
const unlocks = /\.(?:Unlock|RUnlock|unlock)\s*\(/;
const waits =
  /\b(?:time\.)?[Ss]leep\s*\(|Thread\.sleep|setTimeout\(|\.await(?:Termination)?\(|\bdelay\s*\(|\.Wait\(\)|\.join\(\)|\.get\(\)\s*;|(?:[Aa]sync|[Ff]uture|[Pp]romise)\w*\([^)]*\)\.(?:get|join)\(\)|\.(?:block|result)\(\)|asyncio\.run\(|\.Result\b|\.GetAwaiter\(\)/;
const backoff =
  /backoff|jitter|sleep|delay|breaker|retry_?after|exponential|limiter\.(?:wait|allow)|throttle/i;
const retry = /\bretr(?:y|ies)\b|\battempts?\b|tenacity|@retry|max_tries/i;
const caching =
  /\b\w*(?:cache|memo)\w*\.(?:get|load|fetch|getorload|lookup|has)\w*\s*\(|@Cacheable|lru_cache|\bmemoize|\bgetOrLoad\b|Cache-Control|max-age/i;
const cacheKey = /(?:cache\w*[_.]?key|\bkey\s*:?=(?![={])|keyFor|key\(|KeyFunc|buildKey|makeKey)/i;
const drops = /\bDROP\s+(?:INDEX|CONSTRAINT)|remove_index|drop_index|DropIndex/i;
const heavyDdl =
  /\b(?:ALTER\s+TABLE|CREATE\s+(?:UNIQUE\s+)?INDEX(?!\s+CONCURRENTLY)|REINDEX(?!.*CONCURRENTLY)|VACUUM\s+FULL|CLUSTER\b|add_column|alter_column|ADD\s+COLUMN|SET\s+NOT\s+NULL|ALTER\s+COLUMN|UPDATE\s+\w+\s+SET(?!.*WHERE))/i;
const schema =
  /\bDROP\s+(?:TABLE|COLUMN)|RENAME\s+(?:COLUMN|TABLE|TO)|\bALTER\s+(?:TABLE|COLUMN)|\bADD\s+COLUMN|\bSET\s+NOT\s+NULL|remove_column|rename_column|drop_column|op\.(?:drop|alter|rename)\w*|ALTER\s+TYPE/i;
const sql = /\b(?:SELECT\b.+\bFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|JOIN\s+\w+)\b/i;
const narrowing =
  /\b(?:WHERE|LIMIT|INDEX|\.limit\(|\.take\(|page_?size|\.where\(|\.filter\(|FETCH\s+FIRST|select_related|prefetch_related|preload|includes\()\b/i;
const widening =
  /LIKE\s+['"]?%|\bOR\b.*=|ORDER\s+BY|SELECT\s+\*|\bLOWER\(|\bCAST\(|::text|date_trunc\(|OFFSET|CROSS\s+JOIN/i;
const field =
  /`(?:json|protobuf|avro|bson|yaml|xml|db|msgpack):|@(?:JsonProperty|SerializedName|Column|JsonIgnore)|\b(?:optional|required|repeated|oneof)\s+\w+\s+\w+\s*=\s*\d+|"type"\s*:|\bserde\b|parseInt|parseFloat|strconv\.|\bint\(|Number\(|BigDecimal|\.proto\b|schema_?version/i;
const codec =
  /Unmarshal|Marshal|\bencode\w*\(|\bdecode\w*\(|JSON\.(?:parse|stringify)|(?:json|pickle|msgpack|yaml|orjson|marshal|bson|cbor)\.(?:loads?|safe_load|dumps?|packb|unpackb)|Serializer|Encoder|Decoder|content-type/i;
const regex =
  /\bregexp?\.(?:MustCompile|Compile|compile|match|Match)|new RegExp\(|re\.(?:compile|match|search)\(|Pattern\.compile|preg_match|\(\.\*\)[+*]|\([^)]*[+*]\)[+*]|bcrypt|scrypt|pbkdf2|argon2|deflate|levenshtein/i;
const endless = /^for\s*\{|^for\s*\(\s*;\s*;\s*\)|^while\s*\(?\s*(?:true|True|1)\s*\)?|^loop\s*\{/;
const loadsAll =
  /\b(?:ReadAll|read\(\)|readlines|fetchall|findAll|find_all|ToListAsync|to_a|\.all\(\)|ListAll|SELECT\s+\*\s+FROM\s+\w+\s*["'`;)]*$|load_all|io\.Copy\(&?buf|readFileSync|getBytes)\b/i;
const floods =
  /\b(?:log(?:ger|ging)?|slog|console|klog|zap)\w*\.(?:debug|trace|dump|info|printf?|println|log|With)\w*\s*\(.*(?:body|payload|dump|full|every|each|headers|raw|%\+v)|\bdump\(|httputil\.Dump/i;
const writes =
  /os\.(?:Create|OpenFile|WriteFile)|ioutil\.WriteFile|\bopen\([^)]*['"][wa]b?['"]|writeFile|FileWriter|\.WriteString\(|tempfile|TempFile|mkstemp|createWriteStream|COPY .* TO|core_?dump|heap_?dump|pprof/i;
const env =
  /\b(?:os\.)?(?:Getenv|LookupEnv|getenv|environ)\b\W+["']?(\w+)|process\.env\.(\w+)|@Value\(|viper\.\w+\(|config\.get\w*\(|System\.getenv|secretKeyRef|configMapKeyRef|valueFrom|envFrom/;
const auth =
  /\b(?:authori[sz]\w*|authenticat\w*|permission\w*|role\w*|scope\w*|jwt|oauth\w*|audience|issuer|\baud\b|\biss\b|bearer|api_?key|hmac|signature|signing|verify\w*|rbac|acl|csrf|cors|\w*hmac\w*|timingSafeEqual|constant_time_compare|digest|allow_?list|deny_?list|session_?secret|principal|iam\b|serviceAccount)\b/i;
const zone =
  /time\.(?:Local|UTC|LoadLocation|ParseInLocation|FixedZone)|\butc(?:now|fromtimestamp)\b|\.(?:UTC|Local)\(\)|tzinfo|timezone|ZoneId|TimeZone|ZonedDateTime|LocalDateTime|LocalDate|\bnow\(\)\.(?:date|hour)|Truncate\(24|DST|\bmoment\.utc|getTimezoneOffset|strftime|toISOString|AddDate\(|\bleap/i;
const ack =
  /\.(?:ack|Ack|commit|Commit|commitSync|CommitMessages|acknowledge|basicAck|basic_n?ack|deleteMessage|DeleteMessage|MarkMessage|nack)\s*\(|auto_?commit|auto_?ack/i;
const partition =
  /partition\w*|shard\w*|new ProducerRecord\b|\bkafka\.Message\{|\.setKey\(|hash(?:Key|ing|_key)|\bmod(?:ulo)?\b.*\b(?:shard|bucket)|routing_?key|\.partitioner/i;
const bigUnit =
  /[*/]\s*(?:1000(?:\.0)?|1_000|1e3|1024|1e6|1_000_000|100(?:\.0)?|60)\b|\b(?:time\.)?(?:Nano|Micro|Milli)?[Ss]econds?\b|Millis|\bms\b|_ms\b|_seconds?\b|toMillis|toSeconds|Duration\(/;

function findLine(lines: readonly string[], pattern: RegExp): string | undefined {
  return lines.find((line) => pattern.test(line));
}

/** A container that lives as long as the process, and that something is put into for every call, with nothing taken out. */
function findGrowth(hunks: readonly Hunk[]): FoundTrait | undefined {
  const added = hunks.flatMap((hunk) => hunk.added);
  if (added.some((line) => bound.test(line))) return undefined;
  const lines = [
    ...hunks.flatMap((hunk) => hunk.topLevel),
    ...added.filter((line) => /\bstatic\b/.test(line)),
  ];
  const lasting = new Set(lines.flatMap((line) => globalState.exec(line)?.slice(1).find(Boolean) ?? []));
  for (const hunk of hunks) {
    for (const line of hunk.added) {
      const container = grows.exec(line)?.slice(1).find(Boolean);
      if (container === undefined) continue;
      const [head = '', ...rest] = container.split('.');
      const owned =
        /^(?:self|this|s|m|c|h|r|svc|_\w+|[A-Z]\w*)$/.test(head) &&
        rest.length > 0 &&
        !/^(?:Header|headers|Body|Writer|w)$/.test(rest[0] ?? '');
      if (lasting.has(head) || lasting.has(rest.at(-1) ?? '') || owned)
        return { trait: 'unbounded_growth', line, file: hunk.file };
    }
  }
  return undefined;
}

/** Lines that take something which others wait for. */
const takes =
  /\bUPDATE\s+\w+\s+SET|\bDELETE\s+FROM|\bINSERT\s+INTO|FOR UPDATE|FOR SHARE|LOCK TABLE|advisory_lock/i;

function isTaking(code: string): boolean {
  return takes.test(code) || locks.test(code);
}

/** A line that takes a lock and only moved, past another that takes one: two who take the same in another order wait for each other. */
function findMovedLock({ layout }: Hunk): string | undefined {
  return layout.find(({ sign, code }, place) => {
    if (sign !== '+' || !isTaking(code)) return false;
    const from = layout.findIndex((line) => line.sign === '-' && line.code === code);
    const between = layout.slice(Math.min(from, place) + 1, Math.max(from, place));
    return from >= 0 && between.some((line) => line.sign === ' ' && isTaking(line.code));
  })?.code;
}

function findLockOrder(hunk: Hunk): string | undefined {
  return findMovedLock(hunk) ?? reworded(locks)(hunk);
}

const caches = /cache|redis|memcache/i;
const written = /["'`][^"'`]*["'`]/;

/** What is stored and asked for under another name: a key that is built otherwise, also in code that only builds keys of a cache. */
function findCacheKey({ added, removed, context, file }: Hunk): string | undefined {
  const line = findLine(removed, cacheKey) === undefined ? undefined : findLine(added, cacheKey);
  if (line !== undefined) return line;
  const builds = caches.test(file ?? '') && /key|prefix|namespace/i.test(context);
  return builds && removed.length > 0 ? findLine(added, written) : undefined;
}

interface Detector {
  readonly trait: CodeTrait;
  /** The telling line of a hunk; undefined when it has not this trait. */
  readonly find: (hunk: Hunk) => string | undefined;
}

type Find = (sides: Pick<Hunk, 'added' | 'removed'>) => string | undefined;

function addedOnly(pattern: RegExp): Find {
  return ({ added, removed }) =>
    removed.some((line) => pattern.test(line)) ? undefined : findLine(added, pattern);
}

function removedOnly(pattern: RegExp): Find {
  return ({ added, removed }) =>
    added.some((line) => pattern.test(line)) ? undefined : findLine(removed, pattern);
}

function touched(pattern: RegExp): Find {
  return ({ added, removed }) => findLine(added, pattern) ?? findLine(removed, pattern);
}

/** On both sides, but differently: renamed, retyped. */
function reworded(pattern: RegExp): Find {
  return ({ added, removed }) =>
    findLine(removed, pattern) === undefined ? undefined : findLine(added, pattern);
}

/** Without lines in which only a number differs that nothing is multiplied by: they have the units that they had. */
function otherThanNumbers({
  added,
  removed,
}: Pick<Hunk, 'added' | 'removed'>): Pick<Hunk, 'added' | 'removed'> {
  const toShape = (line: string): string => line.replaceAll(/(?<![*/]\s*)\b\d[\d_.]*(?!\s*[*/])/g, '§');
  const [before, after] = [removed, added].map((lines) => new Set(lines.map(toShape)));
  return {
    added: added.filter((line) => before?.has(toShape(line)) !== true),
    removed: removed.filter((line) => after?.has(toShape(line)) !== true),
  };
}

const detectors: readonly Detector[] = [
  { trait: 'init_removed', find: removedOnly(init) },
  { trait: 'guard_removed', find: removedOnly(guard) },
  {
    trait: 'unguarded_use',
    find: ({ added }) =>
      added.some((line) => guard.test(line))
        ? undefined
        : findLine(
            added,
            /\[0\]|\.unwrap\(\)|\.get\(\)|\w!\.|\.\w+\.\w+\.\w+|\(\w+\)\.\(\w|\bas\s+\w+\)|\["\w+"\]|\.first\b|\bMust\w+\(/,
          ),
  },
  { trait: 'call_in_loop', find: findCallInLoop },
  {
    trait: 'call_added',
    find: ({ added, removed }) => (removed.some(isRemoteCall) ? undefined : added.find(isRemoteCall)),
  },
  { trait: 'release_removed', find: removedOnly(release) },
  {
    trait: 'release_missing',
    find: ({ added, kept }) =>
      [...added, ...kept].some((line) => release.test(line)) ? undefined : findLine(added, acquire),
  },
  {
    trait: 'worker_spawned',
    find: ({ added }) => (added.some((line) => bound.test(line)) ? undefined : findLine(added, spawns)),
  },
  { trait: 'lock_added', find: addedOnly(locks) },
  { trait: 'lock_removed', find: (sides) => removedOnly(locks)(sides) ?? removedOnly(unlocks)(sides) },
  { trait: 'lock_order', find: findLockOrder },
  { trait: 'wait_added', find: addedOnly(waits) },
  { trait: 'backoff_removed', find: removedOnly(backoff) },
  { trait: 'retry_added', find: addedOnly(retry) },
  { trait: 'cache_removed', find: removedOnly(caching) },
  { trait: 'cache_key', find: findCacheKey },
  { trait: 'index_dropped', find: ({ added }) => findLine(added, drops) },
  { trait: 'table_locked', find: ({ added }) => findLine(added, heavyDdl) },
  { trait: 'schema_changed', find: ({ added }) => findLine(added, schema) },
  { trait: 'query_added', find: addedOnly(sql) },
  { trait: 'query_widened', find: (sides) => removedOnly(narrowing)(sides) ?? addedOnly(widening)(sides) },
  { trait: 'field_changed', find: (sides) => reworded(field)(sides) ?? removedOnly(field)(sides) },
  { trait: 'codec_changed', find: reworded(codec) },
  { trait: 'heavy_pattern', find: ({ added }) => findLine(added, regex) },
  {
    trait: 'busy_loop',
    find: ({ added }) =>
      added.some((line) => /sleep|select|<-|await|\bwait|ticker|break/i.test(line))
        ? undefined
        : findLine(added, endless),
  },
  { trait: 'load_all', find: addedOnly(loadsAll) },
  { trait: 'log_flood', find: addedOnly(floods) },
  { trait: 'file_written', find: addedOnly(writes) },
  { trait: 'key_renamed', find: touched(env) },
  { trait: 'auth_changed', find: touched(auth) },
  { trait: 'time_zone', find: touched(zone) },
  { trait: 'ack_removed', find: (sides) => removedOnly(ack)(sides) ?? reworded(ack)(sides) },
  { trait: 'partition_key', find: reworded(partition) },
  {
    trait: 'unit_changed',
    find: (sides) =>
      reworded(bigUnit)(otherThanNumbers(sides)) ?? removedOnly(/[*/]\s*(?:1000|1_000|1e3|1024|60)\b/)(sides),
  },
];

/** Everything that the code of a diff does, by patterns of the common languages; comments are not looked at. */
export function findCodeTraits(hunks: readonly Hunk[]): readonly FoundTrait[] {
  const found = detectors.flatMap(({ trait, find }): readonly FoundTrait[] => {
    for (const hunk of hunks) {
      const line = find(hunk);
      if (line !== undefined) return [{ trait, line, file: hunk.file }];
    }
    return [];
  });
  const growth = findGrowth(hunks);
  return growth === undefined ? found : [...found, growth];
}
