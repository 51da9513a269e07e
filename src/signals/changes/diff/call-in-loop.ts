import { isLoopHead, type LaidLine, readLoopBodies } from './loop-bodies.ts';
import type { Hunk } from './parse-diff.ts';
import { isRemoteCall, mayCall } from './remote-call.ts';

const called = /\bawait\s+([\w$.]+)(?=\s*(?:<[\w\s,<>]*>)?\s*\()|([\w$.]+)(?=\s*(?:<[\w\s,<>]*>)?\s*\()/g;
/** A method that is handed on by its name is called. */
const handedOn = /\b([\w$]+)::([\w$]+)|(?<=\(\s*)[\w$]+(?:\.[\w$]+)+(?=\s*$)/g;

/** What of a line goes out of the process again and again, by its names. */
function callsIn(part: string): readonly string[] {
  const text = part.replaceAll(handedOn, (whole, owner?: string, method?: string) =>
    owner === undefined ? `${whole}(` : `${owner}.${method}(`,
  );
  if (!isRemoteCall(text)) return [];
  const names = [...text.matchAll(called)];
  const remote = names.filter(([, awaited, name]) => awaited !== undefined || isRemoteCall(`${name}(`));
  return (remote.length === 0 ? names : remote).map(([, awaited, name = '']) => awaited ?? name);
}

/** A call that a hunk puts into a loop; undefined where there is none, or the loop made it before. */
export function findCallInLoop({ layout, added, context }: Hunk): string | undefined {
  if (!added.some(mayCall)) return undefined;
  const fresh = new Set(added);
  const isInLoop = isLoopHead(context);
  const sideOf = (without: '+' | '-'): readonly (LaidLine & { readonly sign: string })[] =>
    layout.filter(({ sign }) => sign !== without);
  const [before, after] = [sideOf('+'), sideOf('-')];
  const known = new Set(readLoopBodies(before, isInLoop).flatMap(callsIn));
  const place = readLoopBodies(after, isInLoop).findIndex(
    (part, index) =>
      after[index]?.sign === '+' &&
      fresh.has(after[index].code) &&
      callsIn(part).some((name) => !known.has(name)),
  );
  return after[place]?.code;
}
