import type { EvidenceItem, Fact } from '../domain/evidence.ts';
import { estimateTokens, fitItems } from '../domain/fit-items.ts';
import { emptyDraft } from './drafts.ts';

export interface EvidenceBudget {
  readonly maxTokens: number;
  /** Keys of the observations on which the diagnosis rests: what speaks of them goes before the rest. */
  readonly wanted: ReadonlySet<string>;
}

/** What an item may take of the whole: one that is larger is cut itself. */
const largestShare = 1 / 6;
/** Id, separators and line end. */
const aroundCharacters = 24;
/** The item that counts what is left out. */
const noteTokens = 150;

function tokensOfFact({ text }: Fact): number {
  return estimateTokens(text.length + 2);
}

/** What an item takes in a prompt, estimated. */
export function tokensOfItem({ title, facts, query, reason, source }: EvidenceItem): number {
  const around = [title, query, reason, source].reduce((sum, text) => sum + (text?.length ?? 0), 0);
  return estimateTokens(around + aroundCharacters) + facts.reduce((sum, fact) => sum + tokensOfFact(fact), 0);
}

function countFact(name: string, text: string, value: number): Fact {
  return { name, text, value, unit: 'count', atMs: null };
}

/** An item that is not larger than this: long facts are cut, the last ones left out, and both are said. */
function cutItem(item: EvidenceItem, maxTokens: number): EvidenceItem {
  if (tokensOfItem(item) <= maxTokens) return item;
  // No fact takes more than half of the item, so that there is a second one.
  const longest = Math.floor(maxTokens * 1.2);
  const facts = item.facts.map((fact) =>
    fact.text.length <= longest
      ? fact
      : {
          ...fact,
          text: `${fact.text.slice(0, longest).toWellFormed()}… (cut, ${fact.text.length} characters in all)`,
        },
  );
  let room = maxTokens - tokensOfItem({ ...item, facts: [] }) - estimateTokens(60);
  const kept = facts.filter((fact) => {
    room -= tokensOfFact(fact);
    return room >= 0;
  });
  const left = facts.length - kept.length;
  if (left === 0) return { ...item, facts };
  const note = `${left} more ${left === 1 ? 'fact is' : 'facts are'} left out for lack of room`;
  return { ...item, facts: [...kept, countFact('left_out', note, left)] };
}

/** "7 of 20 items of kind logs from loki": what was left out, so that nobody takes what is told for all there is. */
function toLeftItem(left: readonly EvidenceItem[], all: readonly EvidenceItem[]): Omit<EvidenceItem, 'id'> {
  const groupOf = ({ source, kind }: EvidenceItem): string => `${kind} from ${source}`;
  const groups = Map.groupBy(left, groupOf);
  const facts = [...groups].map(([group, items]) => {
    const many = all.filter((item) => groupOf(item) === group).length;
    return countFact('left_out', `${items.length} of ${many} items of ${group}`, items.length);
  });
  return {
    ...emptyDraft('evidence', 'left out for lack of room'),
    status: 'observed',
    facts,
    total: all.length,
    kept: all.length - left.length,
  };
}

/**
 * The evidence within a budget of tokens. The alert, its own expression and what could not be had are always told; what the
 * diagnosis rests on goes before the rest, and of the rest each kind gets its turn. What is left out is counted.
 */
export function fitEvidence(
  evidence: readonly EvidenceItem[],
  { maxTokens, wanted }: EvidenceBudget,
): readonly EvidenceItem[] {
  const cut = evidence.map((item) => cutItem(item, maxTokens * largestShare));
  const within = (room: number) =>
    fitItems(cut, {
      maxTokens: room,
      tokensOf: tokensOfItem,
      rankOf: ({ kind, primary, status, observed }) => {
        if (kind === 'alert' || primary || status !== 'observed') return 0;
        return observed.some((key) => wanted.has(key)) ? 1 : 2;
      },
      shareOf: ({ kind }) => kind,
    });
  const whole = within(maxTokens);
  const { kept, left } = whole.left.length === 0 ? whole : within(maxTokens - noteTokens);
  const told = left.length === 0 ? kept : [...kept, { ...toLeftItem(left, cut), id: '' }];
  return told.map((item, index) => ({ ...item, id: `E${index + 1}` }));
}
