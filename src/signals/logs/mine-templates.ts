import { maskLine } from './mask-line.ts';

/**
 * Drain (He, Zhu, Zheng, Lyu: "Drain: An Online Log Parsing Approach with Fixed Depth Tree", ICWS 2017): lines with as many
 * words and the same first word are compared, and become one message when enough of their words agree. Two things differ:
 * lines are taken in an order of their own (by how often, then by text), so that the result does not depend on the order
 * in which they came; and more must agree than Drain3's 0.4, because numbers and ids are masked before.
 */
const agreeingShare = 0.7;
/** Messages of one length and first word that are compared; the rest of a chaotic source stays as it is. */
const mostInBranch = 60;
/** What stands for words that differ. */
export const wildcard = '<*>';

interface Cluster {
  words: string[];
}

/** Which message each line is of. */
export interface MinedTemplates {
  /** The template of each line, in the order of the lines. */
  readonly templateOf: readonly string[];
  /** Each once. */
  readonly templates: readonly string[];
}

function agreement(a: readonly string[], b: readonly string[]): number {
  let same = 0;
  for (let index = 0; index < a.length; index += 1) if (a[index] === b[index]) same += 1;
  return a.length === 0 ? 1 : same / a.length;
}

function findCluster(branch: readonly Cluster[], words: readonly string[]): Cluster | null {
  let best: Cluster | null = null;
  let bestShare = agreeingShare;
  for (const cluster of branch) {
    const share = agreement(cluster.words, words);
    if (share >= bestShare && (best === null || share > bestShare)) [best, bestShare] = [cluster, share];
  }
  return best;
}

/**
 * The messages behind log lines, numbers, ids and differing words masked. `keepApart` names words that are never taken for
 * a variable, such as names of services. Linear in the number of lines.
 */
export function mineTemplates(
  lines: readonly string[],
  keepApart: (word: string) => boolean = () => false,
): MinedTemplates {
  const masked = lines.map(maskLine);
  const counts = new Map<string, number>();
  for (const text of masked) counts.set(text, (counts.get(text) ?? 0) + 1);
  const distinct = [...counts.entries()]
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .map(([text]) => text);
  const branches = new Map<string, Cluster[]>();
  const clusterOf = new Map<string, Cluster>();
  for (const text of distinct) {
    const words = text.split(/\s+/).filter((word) => word !== '');
    const kept = words.filter(keepApart).join(' ');
    const key = `${words.length} ${words[0] ?? ''} ${kept}`;
    const branch = branches.get(key) ?? [];
    branches.set(key, branch);
    const found = findCluster(branch, words);
    if (found === null) {
      const cluster: Cluster = { words };
      if (branch.length < mostInBranch) branch.push(cluster);
      clusterOf.set(text, cluster);
    } else {
      found.words = found.words.map((word, index) => (word === words[index] ? word : wildcard));
      clusterOf.set(text, found);
    }
  }
  const nameOf = (text: string): string => clusterOf.get(text)?.words.join(' ') ?? text;
  const names = new Map(distinct.map((text) => [text, nameOf(text)]));
  return {
    templateOf: masked.map((text) => names.get(text) ?? text),
    templates: [...new Set(names.values())],
  };
}
