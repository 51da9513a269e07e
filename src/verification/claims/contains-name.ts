const nameCharacter = /[\p{L}\p{N}_]/u;
/** What follows the name of a workload in the names of its pods. */
const podEnd = /^-(?:\d{1,4}|[a-z0-9]{4,10}-[a-z0-9]{5}|[a-z0-9]{6,10}|[a-z0-9]{5})(?![\w-])/;

/**
 * As a whole word: `node-3` is in `node-3:9100`, but neither in `node-30` nor is `v2.4` in `v2.4.1`, nor `checkout` in
 * `checkout-db`. A workload is in the names of its pods.
 */
export function containsName(text: string, name: string): boolean {
  const wanted = name.toLowerCase();
  if (wanted === '') return false;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const before = at === 0 ? '' : (text[at - 1] ?? '');
    const end = at + wanted.length;
    const after = text[end] ?? '';
    if (nameCharacter.test(before) || nameCharacter.test(after)) continue;
    if (before === '-' && nameCharacter.test(text[at - 2] ?? '')) continue;
    if (after === '.' && /\d/.test(text[end + 1] ?? '')) continue;
    if (after === '-' && nameCharacter.test(text[end + 1] ?? '')) {
      const rest = text.slice(end, end + 24);
      if (!podEnd.test(rest) || !/\d/.test(rest.slice(0, 12))) continue;
    }
    return true;
  }
  return false;
}
