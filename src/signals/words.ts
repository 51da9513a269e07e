/** Words of log lines, metrics and code that tell nothing by themselves. */
const fillWords: ReadonlySet<string> = new Set(
  (
    'the and for with from this that was were has have not are but its you our all any per via new old set get err error errors nil null none true false ' +
    'return returns func function def class struct type var let const int string bool byte void public private static final import package if else case ' +
    'service services server client request requests response http https status code level info warn warning debug message msg line value total count ' +
    'seconds second sec milliseconds millisecond rate ratio percent avg sum max min time ctx context self data id name'
  ).split(' '),
);

const shortest = 3;

/** `DefaultTTL`, `db_pool_in_use`, `services/cart/pool.go` → default, ttl, pool, use, services, cart, go … in small letters, endings cut. */
export function toWords(text: string): readonly string[] {
  const words = text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return words
    .filter((word) => word.length >= shortest && !fillWords.has(word))
    .map((word) =>
      word.length > 5 ? word.replace(/(?:ions?|ings?|ed|es|s|e)$/, '') : word.replace(/s$/, ''),
    );
}

/**
 * Names that somebody gave to a thing: with an underscore, a capital inside, a dot or in quotes. They are rare, so that the
 * same one in a symptom and in a diff is hardly chance.
 */
export function toGivenNames(text: string): readonly string[] {
  const quoted = [...text.matchAll(/["'`]([A-Za-z_][\w.-]{3,60})["'`]/g)].map(([, name = '']) => name);
  const shaped =
    text.match(
      /\b[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+\b|\b[a-z]+[A-Z]\w+\b|\b[A-Z][a-z]+(?:[A-Z][A-Za-z0-9]*)+\b|\b[\w-]+\.(?:go|py|ts|js|java|rb|rs|cs|php|kt|scala|sql|cpp|c)\b/g,
    ) ?? [];
  return [...new Set([...quoted, ...shaped].map((name) => name.toLowerCase()))].filter(
    (name) => name.length >= 5,
  );
}
