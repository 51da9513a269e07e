import { brokenCode } from './broken-code.ts';
import type { FaultKind } from './fault-kind.ts';
import { overload } from './overload.ts';
import { refused } from './refused.ts';
import { usedUp } from './used-up.ts';

/**
 * The rows are general knowledge of how services break, from what postmortems tell again and again (the public collection at
 * https://github.com/danluu/post-mortems; Google's "Site Reliability Engineering", appendix C, names binary and
 * configuration pushes first) and from the error texts of databases, runtimes, proxies and orchestrators as their
 * manuals have them. No row is about one incident.
 */
export const faultKinds: readonly FaultKind[] = [...usedUp, ...brokenCode, ...refused, ...overload];
