import type { Hunk } from './diff/parse-diff.ts';
import { type FormatComplaint, toShape, type ValueShape } from './format-complaints.ts';

/** A change of what is exchanged that a reader's complaint is about. */
export interface ContractBreak {
  readonly complaint: FormatComplaint;
  /** 0–1: how surely the one is about the other. */
  readonly fit: number;
  /** What the change did, in words. */
  readonly effect: string;
}

/** Another shape of a value, just the one that is complained of. */
const sameShapes = 0.95;
/** A field, type or value that is complained of was renamed, retyped, taken away or is new. */
const sameName = 0.92;

/** Lines that say how something is written or read: tags, annotations, schemas, fields of types, writers and readers of values. */
const declares =
  /`(?:json|protobuf|avro|bson|yaml|xml|msgpack):|@(?:JsonProperty|SerializedName|JsonNaming|JsonFormat|Json\w*|XmlElement|field)|\bserde\b|"(?:type|name|symbols)"\s*:|\b(?:optional|required|repeated|oneof|enum)\b|=\s*\d+;\s*$|\.(?:write|read|put|get|add|set|append|as|to|encode|decode)\w*\(|\bField\(|\bz\.\w+\(|\b(?:validates|attribute|property|field)\b|[\w"'`]+\??\s*[:=]|^\s*(?:public|private|final|val|var|pub)?\s*[\w.<>[\]]+\s+\w+\s*[;,)]?$|^\s*["'`]?[A-Z][A-Z_]+["'`]?\s*[,;(=]|^\s*\w+\s+\*?[\w.[\]]+(?:\s+`|$)/;

/** Shapes that lines name, `int64` as one word and `writeString` by its parts, with how often. */
function countShapes(lines: readonly string[]): ReadonlyMap<ValueShape, number> {
  const counts = new Map<ValueShape, number>();
  for (const word of lines.flatMap((line) => line.split(/\W+/))) {
    const whole = toShape(word);
    const parts = whole === null ? word.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').split('_') : [];
    for (const shape of whole === null ? parts.map(toShape) : [whole])
      if (shape !== null) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return counts;
}

/** In the spelling of either side: `unit_price` is `unitPrice` elsewhere. */
function toBare(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
}

function findNamed(lines: readonly string[], name: string): string | undefined {
  return lines.find(
    (line) =>
      declares.test(line) &&
      (line.match(/[A-Za-z_][\w]*/g) ?? []).some((word) => toBare(word) === toBare(name)),
  );
}

function byShapes({ added, removed }: Hunk, { found, wanted }: FormatComplaint): boolean {
  if (found === null || wanted === null || found === wanted) return false;
  const [before, after] = [countShapes(removed), countShapes(added)];
  // A value may pass through other shapes on its way: the new one counts.
  const turned = (from: ValueShape, to: ValueShape): boolean =>
    before.has(from) && !before.has(to) && after.has(to) && (after.get(from) ?? 0) <= (before.get(from) ?? 0);
  // The writer writes what is not wanted, or the reader wants what is not written.
  return turned(wanted, found) || turned(found, wanted);
}

function shorten(line: string): string {
  const plain = line.trim().replace(/[;,{]+$/, '');
  return plain.length > 70 ? `${plain.slice(0, 70).toWellFormed()}…` : plain;
}

function describe({ added, removed }: Hunk, line: string): string {
  const [to, from] = [
    added.find((one) => one === line) ?? added[0],
    removed.find((one) => one === line) ?? removed[0],
  ];
  if (from !== undefined && to !== undefined)
    return `changed what is exchanged: ${shorten(from)} → ${shorten(to)}`;
  return `changed what is exchanged: ${shorten(line)}`;
}

/** Of one hunk and one complaint, what the first did that the second is about; null when nothing. */
function toBreak(hunk: Hunk, complaint: FormatComplaint): ContractBreak | null {
  const { added, removed } = hunk;
  if (byShapes(hunk, complaint))
    return { complaint, fit: sameShapes, effect: describe(hunk, removed[0] ?? added[0] ?? '') };
  for (const name of complaint.names) {
    const [before, after] = [findNamed(removed, name), findNamed(added, name)];
    const line = before ?? after;
    // What both sides have alike only moved.
    if (line === undefined || before?.trim() === after?.trim()) continue;
    return { complaint, fit: sameName, effect: describe(hunk, line) };
  }
  return null;
}

/** What a change did to a field, type, value or encoding that a reader stumbles over, the surest first. */
export function findContractBreaks(
  hunks: readonly Hunk[],
  complaints: readonly FormatComplaint[],
): readonly ContractBreak[] {
  return complaints
    .flatMap((complaint) => hunks.flatMap((hunk) => toBreak(hunk, complaint) ?? []))
    .sort((a, b) => b.fit - a.fit);
}
