import type { Scope } from '../../config/access.ts';

/** What a route asks for; the first that fits counts. `null`: everybody who can connect. */
const table: readonly (readonly [method: string | null, path: RegExp, scope: Scope | null])[] = [
  [null, /^\/-\/(healthy|ready)$/, null],
  [null, /^\/-\//, 'admin'],
  ['POST', /^\/(webhook|analyze|enrich|api\/v1\/(webhook\/alertmanager|changes))$/, 'ingest'],
  // Slack signs what it sends, the handler checks that.
  ['POST', /^\/slack\/interactions$/, null],
  [null, /^\/auth\//, null],
  ['GET', /^\/api\/v1\/me$/, null],
  ['POST', /^\/api\/v1\/reviews\/[^/]+\/(decision|outcome)$/, 'review'],
  ['POST', /^\/api\/v1\/incidents\/[^/]+\/feedback$/, 'review'],
  ['GET', /^\/api\/|^\/metrics$/, 'read'],
  // The page itself is the same for everybody; what it shows comes from the API.
  ['GET', /^\//, null],
];

/** The scope that a request needs; `null` for none. What no row names is for administrators. */
export function decideRequiredScope(
  method: string,
  path: string,
  options: { readonly openMetrics: boolean },
): Scope | null {
  // HEAD tells what GET would.
  const verb = method === 'HEAD' ? 'GET' : method;
  if (path === '/metrics' && options.openMetrics) return null;
  const row = table.find(([wanted, pattern]) => (wanted === null || wanted === verb) && pattern.test(path));
  return row === undefined ? 'admin' : row[2];
}
