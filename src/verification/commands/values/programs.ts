import { checked } from '../table/value-kind.ts';

/**
 * Programs inside a command: only forms of which every character is known. A sed or awk program can write files and run
 * commands; jq can read the environment and files.
 */

/**
 * A class of characters that every sed ends at the same place: GNU's takes a delimiter inside it for the end, BSD's does
 * not, and what is text to one would be a command to the other.
 */
const sedClassItem = String.raw`(?:[^\]/\\[\n]|\[:[a-z]+:\])`;
const sedClass = String.raw`\[(?:\^${sedClassItem}+|(?!\^)${sedClassItem}+)\]`;
const sedAddress = String.raw`(?:\d+(?:~\d+)?|\$|/(?:[^/\\[\n]|\\[^\n]|${sedClass})+/I?)`;
const sedRange = String.raw`(?:${sedAddress}(?:,(?:${sedAddress}|\+\d+|~\d+))?\s*!?)?`;
const sedPrint = new RegExp(`^${sedRange}\\s*(?:p|d|=|q|P|D)$`);
const sedStop = new RegExp(`^${sedAddress}\\s*(?:\\{p;q\\}|\\{p;q;\\}|q)$`);
const sedChange = new RegExp(`^${sedRange}\\s*(s|y)([/#|,:@!_%+])(.*)$`);

/** The rest of `s/old/new/flags` behind its first delimiter: two pieces, and flags that neither write nor run. */
function isSubstitution(rest: string, delimiter: string): boolean {
  let found = 0;
  for (let at = 0; at < rest.length; at += 1) {
    if (rest[at] === '\\') at += 1;
    else if (rest[at] === delimiter) {
      found += 1;
      if (found === 2) return /^[gpiI0-9]*$/.test(rest.slice(at + 1));
    }
  }
  return false;
}

export function checkSed(value: string): string | null {
  if (sedPrint.test(value) || sedStop.test(value)) return null;
  const change = sedChange.exec(value);
  const [, , delimiter = '', rest = ''] = change ?? [];
  return change !== null && isSubstitution(rest, delimiter)
    ? null
    : 'a sed program is let through only as lines to print (5,10p) or text to replace (s/a/b/)';
}

const awkString = String.raw`"(?:[A-Za-z0-9 _.:,%=+*#@-]|\\[nt])*"`;
const awkField = String.raw`(?:\$(?:\d{1,3}|NF|\(NF-\d{1,2}\))|NF|NR|\d{1,9})`;
const awkItem = `(?:${awkField}|${awkString})`;
const awkPrint = String.raw`\{\s*print(?:\s+${awkItem}(?:\s*,\s*${awkItem}|\s+${awkItem}|(?<=")\$\d{1,3})*)?\s*;?\s*\}`;
/** No quotes, slashes or braces: nothing that could end it in one reader's eyes and not in another's. */
const awkRegex = String.raw`/[A-Za-z0-9 _.:,%=+*^$|()?\[\]\-]+/`;
const awkNumber = String.raw`\d{1,12}(?:\.\d{1,6})?`;
const awkTest = `(?:${awkRegex}|${awkField}\\s*(?:==|!=|>=|<=|>|<)\\s*(?:${awkNumber}|${awkString})|${awkField}\\s*!?~\\s*${awkRegex}|NR\\s*%\\s*\\d+\\s*==\\s*\\d+)`;
const awkPattern = `!?${awkTest}(?:\\s*(?:&&|\\|\\|)\\s*!?${awkTest})*`;
const awkSum = String.raw`\{\s*[a-z]{1,5}\s*\+=\s*\$\d{1,3}\s*;?\s*\}\s*END\s*\{\s*print\s+[a-z]{1,5}(?:\s*/\s*(?:NR|\d{1,10}))?\s*\}`;
const awkProgram = new RegExp(
  `^\\s*(?:${awkPattern}|(?:${awkPattern}\\s*)?${awkPrint}|(?:${awkPattern}\\s*)?${awkSum}|END\\s*\\{\\s*print\\s+NR\\s*\\})\\s*$`,
);

export function checkAwk(value: string): string | null {
  return awkProgram.test(value)
    ? null
    : "an awk program is let through only as columns to print ('{print $1}')";
}

/**
 * Words of jq that read the environment or files, or may never end. A field called `env` is only that: `.env`. Up to 1.6 a
 * name may stand apart from its dollar.
 */
const jqReach =
  /(?<![A-Za-z0-9_.])env\b|\.\.\s*env\b|\$\s*(?:ENV|__)|\b(?:import|include|modulemeta|get_search_list|infinite|repeat|until|while|def|range|recurse|foreach|reduce|label)\b/;

export function checkJq(value: string): string | null {
  if (value.length > 400) return 'a jq program is longer than 400 characters';
  const reach = jqReach.exec(value);
  return reach === null ? null : `the jq program uses "${reach[0].trim()}"`;
}

/** A path into a document, as yq has it: no operators, of which some read files. */
export function checkYq(value: string): string | null {
  return /^\.[A-Za-z0-9_.[\]*-]*$/.test(value)
    ? null
    : 'a yq program is let through only as a path (.a.b[0])';
}

export const programKinds = {
  sed: checked('a sed program of a known form', checkSed),
  awk: checked('an awk program of a known form', checkAwk),
  jq: checked('a jq program', checkJq),
  yq: checked('a path', checkYq),
} as const;
