/** Endings that say what kind of thing a name is of: people leave them out when they speak of it. */
const kindEnding = /[-_.]?(service|svc|server|api|app|backend|worker)$/;

const shortestStem = 3;

/** Words after which a bare stem ("payment" for paymentservice) is a name, and words before which it is. */
const introducing: ReadonlySet<string> = new Set([
  'upstream',
  'downstream',
  'dependency',
  'service',
  'backend',
  'host',
  'calling',
  'dial',
  'dialing',
  'client',
]);
const following: ReadonlySet<string> = new Set([
  'service',
  'call',
  'calls',
  'client',
  'rpc',
  'api',
  'upstream',
  'timeout',
  'timed',
  'unavailable',
  'unreachable',
]);

export interface ServiceNames {
  readonly all: readonly string[];
  /** Services that a text names, each once. */
  readonly findIn: (text: string) => readonly string[];
  /** The service that a word means by itself: its name, a host name that begins with it; null when it means none. */
  readonly ofWord: (word: string) => string | null;
  /** The service that a folder or module of this name would be of: also by its stem. */
  readonly ofFolder: (word: string) => string | null;
}

export function toStem(service: string): string {
  return service.toLowerCase().replace(kindEnding, '');
}

/** Knows services by their names and, where the words around allow nothing else, by the stems of these. */
export function createServiceNames(services: Iterable<string>): ServiceNames {
  const all = [...new Set(services)].filter((name) => name !== '');
  const byName = new Map(all.map((name) => [name.toLowerCase(), name]));
  const stems = new Map<string, string | null>();
  for (const name of all) {
    const stem = toStem(name);
    if (stem.length >= shortestStem) stems.set(stem, stems.has(stem) ? null : name);
  }
  const ofWord = (word: string): string | null => {
    const lower = word.toLowerCase().replace(/[.:]+$/, '');
    return byName.get(lower) ?? byName.get(lower.split('.', 1)[0] ?? '') ?? null;
  };
  const ofFolder = (word: string): string | null => ofWord(word) ?? stems.get(toStem(word)) ?? null;
  const findIn = (text: string): readonly string[] => {
    const words = text.match(/[A-Za-z][\w.-]*/g) ?? [];
    const found = words.flatMap((word, index) => {
      const exact = ofWord(word);
      if (exact !== null) return [exact];
      const stem = stems.get(toStem(word)) ?? null;
      if (stem === null) return [];
      const before = words[index - 1]?.toLowerCase() ?? '';
      const after = words[index + 1]?.toLowerCase() ?? '';
      return introducing.has(before) || following.has(after) ? [stem] : [];
    });
    return [...new Set(found)];
  };
  return { all, findIn, ofWord, ofFolder };
}
