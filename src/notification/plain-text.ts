import { stripVTControlCharacters } from 'node:util';

/**
 * Alerts and models write text that we show. These functions take from it what deceives the eye: terminal sequences,
 * characters that nobody sees and those that turn the direction of writing.
 */

/** Zero-width characters, bidirectional marks, tags, variation selectors, fillers: they print as nothing. */
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const control = /\p{Cc}/gu;
/** Line breaks and tabs are the only control characters that have a look of their own. */
const layout = '\n\t';

/** The picture of a control character: ␛ for escape, ␀ for null; � for those that have none. */
function toVisible(character: string): string {
  if (layout.includes(character)) return character;
  const code = character.charCodeAt(0);
  if (code === 0x7f) return '␡';
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '�';
}

/** Text from outside without terminal sequences and invisible characters; lines and tabs stay. */
export function toPlainText(text: string): string {
  return stripVTControlCharacters(text.toWellFormed())
    .replaceAll('\r\n', '\n')
    .replaceAll(invisible, '')
    .replaceAll(control, toVisible);
}

/** Whatever shows the text must not make a link of it: those that people may follow are listed apart. */
function unlink(text: string): string {
  return text.replaceAll(/\b([a-z][a-z0-9+.-]{0,20}):\/\//gi, '$1[:]//').replaceAll(/\bwww\./gi, 'www[.]');
}

/** The same on one line, without links. */
export function toPlainLine(text: string): string {
  return unlink(toPlainText(text.replaceAll(/\s+/gu, ' ')).trim());
}

/** Whether a text looks exactly as it is, byte for byte. Commands that do not are never shown. */
export function isShownExactly(text: string): boolean {
  return toPlainText(text) === text && text.trim() !== '';
}

export interface CutOptions {
  readonly text: string;
  /** In UTF-16 code units, as vendors count. */
  readonly limit: number;
  /** Stands where the text was cut. */
  readonly notice: string;
}

/** How a cut is said in running text and in a title. */
export const cutNotice = ' … (cut)';
export const ellipsis = '…';

/** Cuts at a word if one is near, never inside a character or an `&amp;`. */
export function cutText({ text, limit, notice }: CutOptions): string {
  if (text.length <= limit) return text;
  const hard = text
    .slice(0, Math.max(0, limit - notice.length))
    .replace(/&[a-z]{0,4}$/, '')
    .replace(/[\uD800-\uDBFF]$/, '');
  const space = hard.lastIndexOf(' ');
  return `${(space > hard.length * 0.7 ? hard.slice(0, space) : hard).trimEnd()}${notice}`.slice(0, limit);
}
