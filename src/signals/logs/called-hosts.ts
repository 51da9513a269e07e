/** A public name of a host ends with one of these; others are taken for names inside. */
const publicEnding = /\.(?:com|net|org|io|ai|cloud|dev|co|app|tech|eu|de|uk|us|fr|nl|ch|jp|ca|au|example)$/;
/** Names with dots between them, as long as they go on: a class does not end where a host could. */
const dotted = /(?<![\w.$/@-])((?:\w+:)?\/\/(?:[^\s/@]+@)?)?([\w-]+(?:\.[\w$-]+)+)(:\d+)?(?![\w$-])/g;
/** Packages are named after domains the other way round, or after their language's own library. */
const packageRoot =
  /^(?:com|org|net|io|dev|co|de|eu|uk|us|java|javax|jakarta|jdk|sun|kotlin|scala|android)\./;

/** What is called stands behind such a word … */
const before =
  /(?:\b(?:to|from|at|of|for|via|by|with|on|host|hostname|server|gateway|provider|vendor|partner|upstream|endpoint|api|domain|peer|dial|dialing|tcp|lookup|resolve|resolving|getaddrinfo|ENOTFOUND|EAI_AGAIN|connect|connecting|call|calls|called|calling|reach|reaching|fetch|fetching|request|get|post|put|patch|delete|head)\b["'`]?[\s:=]+["'`([]*|\b(?:host|hostname|server|peer|upstream|authority|server_name|net\.peer\.name)["']?[=:]\s*["']?)$/i;
/** … or before one that tells how it went. */
const after =
  /^["'`)\]]*(?:\/\S*)?\s*(?::\s*)?(?:request |call |api |server )?(?:returned|returns|responded|responds|answered|answers|replied|said|timed? ?out|timeout|failed|fails|failing|refused|rejected|declined|unavailable|unreachable|is (?:down|unreachable|unavailable)|did not|does not|no (?:response|answer|such host)|connection|sent|\d{3}\b)/i;
/** A path behind a name without a scheme: a module of Go is named so, and its frames are `path.func` or `file.go:12`. */
const modulePath = /^\/\S*(?:\.go\b|\.\(\*|@v\d|\.\w+\()|^\/[\w.-]+\/[\w./-]+$/;
/** Where modules have their names from: with a path and without a scheme, one is meant. */
const codeHost = /^(?:github|gitlab|bitbucket|codeberg)\.\w+$|(?:^|\.)golang\.org$/;

/**
 * Host names of the outside that a line says were called, in small letters: with a scheme, a port, or words around that say so.
 * Files, classes, packages and modules are none, though many are named like one; nor is the domain of a mail address.
 */
export function findCalledHosts(line: string): readonly string[] {
  const hosts = [...line.matchAll(dotted)].flatMap((found): readonly string[] => {
    const [whole, scheme, given = '', port] = found;
    const name = given.toLowerCase();
    if (!publicEnding.test(name)) return [];
    if (scheme !== undefined || port !== undefined) return [name];
    const rest = line.slice(found.index + whole.length);
    const isClass = packageRoot.test(name) || /[a-z][A-Z]|(?:^|\.)[A-Z]/.test(given);
    const isModule = modulePath.test(rest) || (rest.startsWith('/') && codeHost.test(name));
    if (isClass || isModule) return [];
    return before.test(line.slice(0, found.index)) || after.test(rest) ? [name] : [];
  });
  return [...new Set(hosts)];
}
