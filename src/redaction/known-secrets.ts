import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';

// It keeps some two hundred measurements of every call, for as long as the process lives.
secretLintProfiler.setEnabled(false);

/** A part of a text that is a secret of a kind that secretlint knows. */
export interface KnownSecret {
  readonly kind: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Rules that hostile text could turn against us: comments that switch secretlint off, which whoever can write a log line
 * could write, and the search for GitHub's tokens, which takes seconds on half a megabyte of beginnings of one. Those
 * tokens are among our own patterns.
 */
const leftOut: readonly string[] = [
  '@secretlint/secretlint-rule-filter-comments',
  '@secretlint/secretlint-rule-github',
];

const config = {
  rules: rules.filter(({ meta }) => !leftOut.includes(meta.id)).map((rule) => ({ id: rule.meta.id, rule })),
};

const separator = '\n\n';

/**
 * What secretlint's recommended rules find in each text. All texts are read as one, because a call costs the same
 * 0.3 ms whether it is given a line or a page.
 */
export async function findKnownSecrets(
  texts: readonly string[],
): Promise<readonly (readonly KnownSecret[])[]> {
  const content = texts.join(separator);
  const { messages } = await lintSource({
    source: { content, filePath: 'text.txt', ext: '.txt', contentType: 'text' },
    options: { config, noPhysicFilePath: true },
  });
  const found = messages
    .filter((message) => message.type === 'message')
    .map(({ range: [from, to], ruleId }) => ({
      kind: ruleId.replace('@secretlint/secretlint-rule-', ''),
      from,
      to,
    }))
    // What was redacted before may still look like a connection string with a password.
    .filter(({ from, to }) => !content.slice(from, to).includes('[redacted:'))
    .sort((a, b) => a.from - b.from);
  let start = 0;
  return texts.map((text) => {
    const [begin, end] = [start, start + text.length];
    start = end + separator.length;
    return found
      .filter(({ from, to }) => from < end && to > begin)
      .map(({ kind, from, to }) => ({
        kind,
        from: Math.max(from, begin) - begin,
        to: Math.min(to, end) - begin,
      }));
  });
}
