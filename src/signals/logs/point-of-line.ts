import type { ServiceNames } from '../service-names.ts';
import { findCalledHosts } from './called-hosts.ts';

/** Where a bad line says that the trouble is. */
export interface LinePoint {
  /** Services that the speaker waits for or calls. */
  readonly callees: readonly string[];
  /** Services that called the speaker. */
  readonly callers: readonly string[];
  /** Things outside that are no known service: hosts, providers. */
  readonly outside: readonly string[];
  /** Whether the speaker says that it suffers from something else, named or not. */
  readonly away: boolean;
}

const dependencyWords =
  /\b(upstream|downstream|dependenc(?:y|ies)|remote|backend|peer|third[- ]party|provider|vendor|external|call(?:s|ed|ing)? (?:to|of|failed)|dial(?:ing)?|connect(?:ion|ing)? (?:to|refused)|waiting (?:for|on)|rpc|response from|\d{3} from|read-through to|from \S+ timed out|unavailable|unreachable|no such host)\b/i;

/** "… request from frontend …": the one behind "from" is the caller. */
const callerOf = /\b(?:requests?|calls?|traffic|clients?|connections?) from ([\w.-]+)/gi;

/** "provider acme-pay returned 503", "vendor Acme": a name behind the word. */
const provider =
  /\b(?:provider|vendor|third[- ]party|external (?:api|service)|partner)[:=]?\s+"?([A-Za-z][\w-]{2,})/gi;

const fillWords: ReadonlySet<string> = new Set(
  'api service error errors returned returns responded status outage failed failure timeout unavailable is was has call gateway request requests response rate feed data integration down degraded the our and for with not did sent'.split(
    ' ',
  ),
);

function findOutside(line: string, names: ServiceNames): readonly string[] {
  const named = [...line.matchAll(provider)]
    .map(([, name = '']) => name.toLowerCase())
    .filter((name) => !fillWords.has(name));
  return [...new Set([...findCalledHosts(line), ...named])].filter((name) => names.ofFolder(name) === null);
}

const leftByClient =
  /\bclient (?:\w+ )?(?:closed|disconnect|cancel|went away|abort|gone)|\bbroken pipe\b|\b(?:status|code|http)\W{0,3}499\b|closed by (?:the )?client|request was cancell?ed by/i;

/** Whether a line says that who asked did not wait for the answer: that tells of who asked. */
export function isLeftByClient(line: string): boolean {
  return leftByClient.test(line);
}

/** Fields that say where a call went … */
const calledField =
  /(?:^|[._-])(?:endpoint|peer|upstream|target|remote|destination|provider|vendor)(?:$|[._-])/i;
/** … and those that do where the line speaks of one: of a request that came in, the host is our own. */
const hostField = /(?:^|[._-])(?:url|uri|host|hostname|server|address|authority|domain)(?:$|[._-])/i;

function tellCalled(line: string, fields: Readonly<Record<string, string>>): string {
  const speaks = dependencyWords.test(line);
  const called = Object.entries(fields).filter(
    ([name]) => calledField.test(name) || (speaks && hostField.test(name)),
  );
  return called.map(([, value]) => ` host=${value}`).join('');
}

/** Reads whom a line that says something bad speaks of, beside the one who says it. */
export function pointOfLine(
  { line, fields }: { readonly line: string; readonly fields: Readonly<Record<string, string>> },
  speaker: string | null,
  names: ServiceNames,
): LinePoint {
  const named = names.findIn(line).filter((service) => service !== speaker);
  const callers = [...line.matchAll(callerOf)].flatMap(([, word = '']) => names.ofWord(word) ?? []);
  const callees = named.filter((service) => !callers.includes(service));
  const outside = findOutside(`${line}${tellCalled(line, fields)}`, names);
  return {
    callees,
    callers,
    outside,
    away: callees.length > 0 || dependencyWords.test(line) || isLeftByClient(line),
  };
}
