/** Text in evidence that speaks to whoever reads it, and sentences that repeat it. */
import type { EvidenceItem } from '../domain/evidence.ts';

/** Nobody writes so for a monitoring system; somebody may for a model. Bounded, so that no text is slow. */
const speaksToReader: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|skip)\b.{0,60}\b(?:above|previous|prior|earlier|all|any|other|instructions?|rules?|prompt|findings|evidence|alert|data)\b/i,
  /(?:^|[\s[<{("'#*])(?:system|assistant|developer|user|human|ai)\s?(?:prompt|message|note|turn)?\s?[:>\]]/i,
  /<\/?(?:data|system|assistant|user|tool|instructions?)\b|<\|[a-z_]{2,20}\|>|\[\/?(?:INST|SYSTEM)\]|```/i,
  /\byou(?:'re| are| must| should| will| have to)\b.{0,12}\b(?:now|an?|say|answer|report|respond|reply|output|write|print|state|claim|conclude|recommend|not|only)\b/i,
  /["']role["']\s?:|(?:^|[^\w-])E\d{1,3}\b/,
  /\b(?:say|report|state|claim|write|output|print|show)s? that\b/i,
  /\b(?:respond|reply|answer|conclude|mention|repeat|append|classify|recommend|suggest|advise|instruct|tell|inform|pretend)\b.{0,40}\b(?:that|with|only|exactly|the following|this|these|as|to|e\d{1,3})\b/i,
  /\b(?:output|report|say|state|write|claim|print|include|add|set|mark|treat|use|cite|ask|click|visit|open|run|execute|paste|send|post|call|contact|e-?mail|forward|upload|fetch|download)\b.{0,40}(?:\b(?:the following|status(?! (?:events?|updates?|changes?|codes?|documents?|records?|fields?)\b)|cause|headline|severity|command|engineer|on-?call|user|operator|reader|link|url|script|tokens?|secrets?|password|slack|channel|as confirmed|confirmed|e\d{1,3})\b|https?:|`)/i,
  /\b(?:note|message|instructions?|attention|important|memo|hint|todo)s?\b.{0,12}\b(?:to|for)\b.{0,8}\b(?:ai|assistant|model|llm|analy[sz]er|bot|agent|on-?call|engineer|sre|reader)\b/i,
  /\b(?:do not|don't|no need to|never|must not|stop)\b.{0,20}\b(?:investigat|escalat|page|paging|alert|look|check|report|mention|act|wake|trust|cite|use|show|tell)/i,
  /\b(?:no action|false (?:alarm|positive)|can be ignored|safe to ignore|nothing to worry|already (?:fixed|resolved|handled|known)|known issue|planned maintenance|scheduled maintenance)\b/i,
  /\b(?:root cause|real cause|true cause|actual cause|the cause)\b\s?(?:is|was|:|=)/i,
  /\b(?:as an? (?:ai|llm|language model)|new instructions?|system prompt|jailbreak|developer mode|pretend|act as|role-?play|trusted source|verified by|approved by|authori[sz]ed by)\b/i,
];

interface TaintedText {
  readonly evidence: string;
  readonly words: ReadonlySet<string>;
}

const dull = new Set(
  'this that with from have been were will would should could about after before into than then they them their there these those when where which while what because over under only also just more most some such very same other each both does done being its the and for are was not but has had can may'.split(
    ' ',
  ),
);

function toWords(text: string): readonly string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}_-]{3,60}/gu) ?? [])
    .filter((word) => !dull.has(word))
    .map((word) => word.replace(/(?:ing|ed|es|s)$/, ''));
}

/** Longer texts are looked through in windows of this size. */
const window = 4000;

/**
 * Requests as services log them: `POST https://…`, Go's `Post "https://…": EOF`, "failed to fetch https://…". They ask nobody for
 * anything, and what is behind the address stays to be read.
 */
const requests =
  /\b(?:(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) |(?:Get|Head|Post|Put|Patch|Delete) (?=")|(?:failed|unable|error trying) to (?:get|fetch|call|send|post|open|download|upload) )["'(]?https?:\/\/[^\s"'<>)]{1,300}/g;

function speaks(text: string): boolean {
  const read = text.slice(0, window).replaceAll(requests, ' request ');
  return speaksToReader.some((pattern) => pattern.test(read));
}

/** The texts of the evidence that speak to their reader. Titles, labels and facts are written by anybody. */
export function findTainted(evidence: readonly EvidenceItem[]): readonly TaintedText[] {
  return evidence.flatMap((item) =>
    [item.title, item.reason ?? '', ...item.facts.map(({ text }) => text), ...Object.values(item.labels)]
      .filter(speaks)
      .map((text) => ({ evidence: item.id, words: new Set(toWords(text.slice(0, window))) })),
  );
}

/** Evidence without such texts: what somebody wrote for a model bears out nothing that it says. */
export function withoutTainted(evidence: readonly EvidenceItem[]): readonly EvidenceItem[] {
  return evidence.map((item) => ({
    ...item,
    title: speaks(item.title) ? '' : item.title,
    reason: item.reason !== null && speaks(item.reason) ? null : item.reason,
    facts: item.facts.filter(({ text }) => !speaks(text)),
    labels: Object.fromEntries(Object.entries(item.labels).filter(([, value]) => !speaks(value))),
  }));
}

/** Three of five words of a sentence, and at least two if it has more than one, make a repetition. */
const repeatedShare = 0.6;
const repeatedWords = 2;

/** The evidence that a sentence repeats although it speaks to its reader; null when it repeats none. */
export function findRepeated(sentence: string, tainted: readonly TaintedText[]): string | null {
  const words = [...new Set(toWords(sentence))];
  const hit = tainted.find((text) => {
    const shared = words.filter((word) => text.words.has(word)).length;
    return (
      shared >= Math.min(repeatedWords, Math.max(1, words.length)) && shared >= repeatedShare * words.length
    );
  });
  return hit?.evidence ?? null;
}
