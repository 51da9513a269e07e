/** Longer ones are no links that a person wants to see. */
const urlLimit = 1000;

/**
 * A web address as a person may click it: normalised, http or https only, without credentials, which disguise where it
 * leads. Null for anything else.
 */
export function toSafeUrl(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  if (url.username !== '' || url.password !== '') return null;
  const href = url.href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
  return href.length > urlLimit ? null : href;
}
