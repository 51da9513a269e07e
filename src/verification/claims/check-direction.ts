import { measureAffinity } from './affinity.ts';
import { type Clause, isBound, listUnconflicted, tieFigures } from './clauses.ts';
import type { Ground } from './grounds.ts';
import { findSupport, type PlacedClaim, type Scope, toContradicted, toFound } from './lookup.ts';
import type { DirectionMention } from './mentions.ts';
import type { Move } from './moves.ts';

const negation =
  /\b(?:not|no|never|without(?! (?:an? |any )?(?:bounds?|limits?|end|evict|break|pause|interruption|let-up))|neither|nor|cannot|did ?n[o']t|has ?n[o']t|is ?n[o']t)\b|n['’]t\b/i;
/** What is no more than a few percent is not called so. */
const sharp =
  /\b(?:sharply|steeply|massively|dramatically|drastically|strongly|heavily|significantly|spiked|surged|soared|jumped|plunged|plummeted|collapsed|exploded)\b/i;
const counted =
  /\b(?:errors|failures|lines|queries|messages|requests|restarts|timeouts|retries)\b[^,;]{0,40}\bstopped\b/i;
/** Since it last turned, not all the while. */
const lately = /\b(?:since|at the|ever after|from then|thereafter|by now|again|at its)\b/i;
/** What is only thought of is not said to have happened. */
const supposed =
  /\b(?:unlikely|likely|would|could|might|may|if|expected?|should|rather than|ruled? out|no sign of|possible)\b/i;
/** A metric of what is left falls when what is used rises. */
const measuresRest = /avail|free|idle|remaining|headroom|left/;
const saysUsed = /\b(?:usage|used|full|fills?|filled|utili[sz]ation|busy|consum)/i;
const saysRest = /\b(?:free|available|left|remaining|headroom|idle|space)\b/i;
const measuresUsed = /used|usage|utili|working_set|rss|percent|size/;

const opposite: Readonly<Record<Move, Move>> = { up: 'down', down: 'up', flat: 'flat' };

/** Which way the item's own number would have to go for the words to be true. */
function translate(direction: Move, clause: Clause, ground: Ground): Move {
  const rest = measuresRest.test(ground.subject);
  if (rest && saysUsed.test(clause.text) && !saysRest.test(clause.text)) return opposite[direction];
  const used = !rest && measuresUsed.test(ground.subject);
  if (used && saysRest.test(clause.text) && !saysUsed.test(clause.text)) return opposite[direction];
  return direction;
}

function describe(ground: Ground): string | null {
  const fact = (name: string): string | undefined =>
    ground.facts.find((one) => one.fact.name === name)?.fact.text;
  const parts = [fact('before') ?? fact('earlier'), fact('since') ?? fact('now')].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? null : parts.join(', ');
}

/**
 * Whether what a clause speaks of moved that way. Null when nothing that was measured has a course: then the word claims
 * nothing that could be recomputed.
 */
export function checkDirection(mention: DirectionMention, clause: Clause, scope: Scope): PlacedClaim | null {
  const words = new Set(clause.mentions.flatMap((one) => (one.kind === 'direction' ? [one.direction] : [])));
  if (words.size > 1 || supposed.test(clause.text)) return null;
  // Services stop; of what is counted it says that nothing is left.
  if (/^stopped$/i.test(mention.text) && !counted.test(clause.text)) return null;
  const tied = tieFigures(clause, scope.grounds).filter(({ moves }) => moves.size > 0);
  const bound = isBound(clause, scope.grounds);
  const cited = tied.filter(({ id }) => scope.cited.has(id));
  // What is cited decides; only where nothing cited has a course may other evidence.
  const candidates = cited.length > 0 || !bound ? cited : tied;
  if (candidates.length === 0) return null;
  const denied = negation.test(clause.text) && !mention.isPhrase;
  const moved = (ground: Ground): boolean => {
    if (mention.direction === 'back') return ground.isBack;
    const moves = sharp.test(clause.text) && !denied ? ground.sharpMoves : ground.moves;
    const goes = moves.has(translate(mention.direction, clause, ground));
    return goes || (mention.direction === 'flat' && ground.isStillAtEnd && lately.test(clause.text));
  };
  const support = findSupport(candidates, scope, (ground) =>
    denied ? !moved(ground) || ground.moves.has('flat') : moved(ground),
  );
  if (support !== null) return toFound('direction', mention, support, scope);
  const [first] = cited.length > 0 ? cited : candidates;
  // Another cited item moved so, and the words call it as much as this one; or they call nothing.
  const open = listUnconflicted(clause, scope.grounds, scope.cited).filter(({ moves }) => moves.size > 0);
  const most = Math.max(0, ...candidates.map((ground) => measureAffinity(clause, ground)));
  if (!denied && open.some((ground) => moved(ground) && measureAffinity(clause, ground) >= Math.max(1, most)))
    return null;
  if (!bound && most === 0) return null;
  return toContradicted('direction', mention, {
    evidence: first?.id ?? null,
    actual: first === undefined ? null : describe(first),
    replacement: null,
  });
}
