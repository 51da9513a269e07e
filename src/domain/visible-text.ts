/** Controls, formats, private use, halves of characters, and all else that a font shows as nothing. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Latin letters, digits and angle brackets in another dress: full width, mathematical, circled. */
const dressed =
  /[\u{ff10}-\u{ff19}\u{ff1c}\u{ff1e}\u{ff21}-\u{ff3a}\u{ff41}-\u{ff5a}\u{1d400}-\u{1d7ff}\u{24b6}-\u{24e9}]/gu;

const words = /\p{L}[\p{L}\p{M}\p{N}_-]*/gu;
const latin = /\p{Script=Latin}/u;

/**
 * Letters of other scripts that look like Latin ones. Greek letters that stand for units and differences (μ, Ω, Δ, λ) do
 * not. https://www.unicode.org/reports/tr39/#Confusable_Detection
 */
const lookAlikes = /[аеорсухіјѕԁһӏԛԝАВЕКМНОРСТУХІЈЅοινκρυχαΑΒΕΖΗΙΚΜΝΟΡΤΥΧօոսհ]/gu;

function writeOut(char: string): string {
  return `\\u{${char.codePointAt(0)?.toString(16)}}`;
}

/**
 * Text from outside in which nothing hides: what cannot be seen, what turns the direction of reading, and letters that
 * pretend to be Latin inside a Latin word are written as `\u{202e}`. Words all of one script stay as they are.
 */
export function makeVisible(text: string): string {
  return text
    .replaceAll(invisible, writeOut)
    .replaceAll(dressed, writeOut)
    .replaceAll(words, (word) => (latin.test(word) ? word.replaceAll(lookAlikes, writeOut) : word));
}
