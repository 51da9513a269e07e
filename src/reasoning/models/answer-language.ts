import type { Hypothesis } from '../../domain/hypothesis.ts';

/** Words that hardly any sentence of a language goes without. */
const english = new Set(
  'the of and to in is at on since for from was were are be no not with it by as has have that this before after which when while because than its there'.split(
    ' ',
  ),
);
const others = new Set(
  [
    // German
    'der die das und ist nicht ein eine einen dem den des mit von zu seit wurde wird auf im für durch nach vor weil auch keine sind',
    // French
    'le la les et est une des du dans pour par avec sur depuis pas que qui au aux ce cette sont été',
    // Spanish and Portuguese
    'el los las y una es en por con para desde no del que se ha fue está o os uma não do da dos das foi',
    // Italian and Dutch
    'il lo gli di che non per sono è stato della nel het een van niet is door voor sinds zijn werd op met',
  ]
    .join(' ')
    .split(' '),
);

/** Below so many words nothing is said about the language. */
const fewestWords = 12;

function listTexts(hypothesis: Hypothesis): string {
  const { headline, root_cause, impact, alternatives } = hypothesis;
  return [headline, root_cause, impact, ...alternatives].map(({ text }) => text).join(' ');
}

/**
 * Whether an answer is in English. What is checked afterwards is checked in English: directions and orders in another
 * language would be shown as if there were nothing in them to check.
 */
export function isEnglish(hypothesis: Hypothesis): boolean {
  const words =
    listTexts(hypothesis)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  if (words.length < fewestWords) return !words.some((word) => /[^\p{Script=Latin}]/u.test(word));
  const foreignScript = words.filter((word) => !/^\p{Script=Latin}+$/u.test(word)).length;
  if (foreignScript > words.length / 3) return false;
  const count = (list: ReadonlySet<string>, except: ReadonlySet<string>): number =>
    words.filter((word) => list.has(word) && !except.has(word)).length;
  return count(english, new Set()) >= count(others, english);
}
