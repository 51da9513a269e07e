/** Which words are names of things, by their looks alone. */

/** Words of the trade that look like names or figures but claim nothing. */
const trade =
  /^(?:p\d{1,3}s?|[1-5]xx|[45]\d\ds|ipv[46]|http\/\d(?:\.\d)?|utf-?\d+|sha-?\d+|x86_64|amd64|arm64|k8s|and\/or|i\/o|n\/a|\d+(?:st|nd|rd|th)(?:-[a-z]+)?|s3|ec2|tcp\/ip|read\/write|client\/server|24\/7|24x7|b-tree|e\.g|i\.e|vs|grpc|oauth2|log4j|h2|l[47]|n\+1|p2p|on\/off|up\/down|either\/or|his\/her|nosql|promql|logql|github|gitlab|graphql|javascript|typescript|opentelemetry|alertmanager|kubernetes|openshift|ok)$/i;
/** An amount with its unit or divisor written together, which the scan reads as a figure already. */
const rate = /^(?:\d[\d.,]{0,20})?[a-z]{0,12}\/(?:s|sec|seconds?|min|minute|h|hour|d|day)$/i;

/** Parts of hyphenated words that name a piece of a system. */
const systemParts = new Set(
  (
    'api app auth backend batch billing broker bus cache cart catalog cdn checkout cluster consumer controller cron ' +
    'daemon dashboard database db deployment dns edge engine exporter feed frontend function gateway gw host inventory ' +
    'ingress ingest job kafka lambda lb ledger login loader mailer master mongo mq mysql nginx node notifier operator ' +
    'order orders payment payments pg pod pool postgres primary prod producer proxy pubsub queue redis registry ' +
    'relay replica reporter router runner scheduler search server service shard shipping staging standby storage store ' +
    'stream svc sync topic user users vault web webhook worker writer reader indexer monitor agent collector'
  ).split(' '),
);
/** Parts that make a hyphenated word a plain adjective or noun all the same. */
const plainParts = new Set(
  (
    'a after all and as at back bad based before bound by caused check cold cross dependent down driven early end ' +
    'fast first follow for free full friendly heavy high hot in intensive known large last late level like limit ' +
    'limited line load long low made many mid multi near new no non of off old on one only open out over own per post ' +
    'pre quick re ready real related request round run running safe second self shared short side single slow so ' +
    'specific state still sub term the third through time to two type under unit up use used wide warm with'
  ).split(' '),
);

export function hasPlainPart(word: string): boolean {
  return word
    .toLowerCase()
    .split('-')
    .some((part) => plainParts.has(part));
}

/** The last part of what does something: "vpa-recommender". */
const doer =
  /^(?!(?:order|tier|layer|number|other|over|under|after|power|user|error|minor|major|never|ever|per|super|inter|lower|higher|upper|former|latter|quarter|paper|water|cover|river|center|counter|customer|docker|her|offer|prior|color)$)[a-z]{4,}(?:er|or)$/;

function isSystemName(word: string): boolean {
  const parts = word.toLowerCase().split('-');
  if (parts.length === 2 && doer.test(parts[1] ?? '') && !hasPlainPart(word)) return true;
  return parts.length > 1 && parts.some((part) => systemParts.has(part)) && !hasPlainPart(word);
}

/** Pieces of software that a sentence may blame: they have to be in the evidence. */
const software =
  /^(?:kafka|redis|postgres|postgresql|mysql|mariadb|mongodb|elasticsearch|opensearch|rabbitmq|nginx|cassandra|memcached|etcd|consul|envoy|istio|zookeeper|haproxy|pgbouncer|clickhouse|cockroachdb|dynamodb|coredns)$/i;

/** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html and the like */
const cloudRegion =
  /^(?:us|eu|ap|sa|ca|af|me|il|mx|asia|europe)-(?:gov-)?(?:north|south|east|west|central){1,2}(?:-?\d)?[a-f]?$/i;

/** The names of signals and errors are capital letters without a digit. */
const systemWord =
  /^(?:SIG[A-Z]{2,8}|E(?:CONN[A-Z]{3,9}|NOSPC|PIPE|TIMEDOUT|MFILE|NOMEM|ACCES|HOSTUNREACH|AGAIN))$/;

/**
 * Whether a word is written as only names are: with a digit, an underscore or a slash in it, with a capital inside, with
 * dots between letters, or hyphenated with a part that names a piece of a system.
 */
export function looksLikeName(word: string): boolean {
  if (word.length < 2 || !/[A-Za-z]/.test(word) || trade.test(word) || rate.test(word)) return false;
  if (systemWord.test(word) || cloudRegion.test(word)) return true;
  if (/^[A-Za-z]+\/[A-Za-z]+$/.test(word)) return false;
  if (/[\d_/]/.test(word) || software.test(word)) return true;
  if (/[a-z][A-Z]/.test(word)) return true;
  if (/^[a-z]{2,}(?:\.[a-z]{2,}){1,6}$/i.test(word)) return true;
  return word.includes('-') && isSystemName(word);
}

const slot =
  /\b([a-z][a-z0-9]{2,30}) (?:service|pod|deployment|database|container|queue|topic|namespace)s?\b(?!\/)/gi;
/** Adjectives and the like: "the affected service", "a failing pod". */
const modifier =
  /(?:ed|al|ive|ous|able|ible|ful|less|ic|ent|ant|ary|ory|est|y|s)$|^(?:larg|small|new|old|bigg|fast|slow|low|high|upp|out|inn|form|latt|wid|long|short)er$/i;
/** "the failing service": what a thing does, not its name. */
const doing =
  /^(?:fail|runn|call|consum|depend|affect|miss|pend|wait|remain|exist|underly|result|surround|correspond|respond|receiv|serv|struggl|crash|restart|follow|preced|slow|leak|drain|upcom|incom|outgo|ongo|produc|send|offend|suffer|err|hang|degrad|grow|shrink|us|own|host|cach|rout|work|liv|stand|start|stopp|dy|evict|throttl|block|process|publish|subscrib|monitor|overload|starv|lagg|trail|fir|includ|act|leadin|lead)ing$/;
const modifiers = new Set(
  (
    'sister sibling twin companion neighbouring neighboring the this that its our own one two three four five each any all both other another same whole main new old first ' +
    'second third six seven eight nine ten eleven twelve twenty thirty forty fifty hundred dozen few last next web mail remote local busy slow upstream downstream broken dead stuck sole backend frontend ' +
    'message event job task work retry request error log cache app mesh core edge test prod stage live no which what and ' +
    'for with per than then when while into from over under most some few many more less only also not but nor has had ' +
    'can may was are did does will would could should because after before since until via'
  ).split(' '),
);

/** Words that stand where the name of a service, a queue or a pod stands, and are no adjectives. */
export function findSlotNames(
  sentence: string,
): readonly { readonly text: string; readonly start: number }[] {
  return [...sentence.matchAll(slot)].flatMap((match) => {
    const [, text = ''] = match;
    const lower = text.toLowerCase();
    const plain =
      modifiers.has(lower) ||
      ((modifier.test(lower) || doing.test(lower)) && !systemParts.has(lower)) ||
      trade.test(lower);
    return plain || genericParts.has(lower) ? [] : [{ text, start: match.index }];
  });
}

/** Parts of systems that are spoken of without being names. */
const genericParts = new Set(
  'api app auth backend batch cache cluster consumer database db dashboard deployment dns feed frontend function gateway host job master mq node operator pod pool primary prod producer proxy replica runner search server service shard staging standby storage store stream sync topic user users web webhook worker writer reader agent collector monitor'.split(
    ' ',
  ),
);
