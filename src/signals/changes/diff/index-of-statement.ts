/** Words of a definition of an index that are no part of its name. */
const grammar =
  /^(?:drop|create|alter|index|indexes|idx|ix|concurrently|if|exists|on|table|cascade|restrict|unique|uniq|uq|key|btree|gin|gist|hash|using|by|online|with|public|to|rename)$/;

function toWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !/^\d+$/.test(word));
}

const tablesIn = /\b(?:from|join|update|into)\s+["'`]?([\w.]+)/gi;

/**
 * Whether a statement that became slow can have used an index, by the columns that its name or definition tells: of
 * "idx_orders_customer_day" those are "customer" and "day", and a statement that uses it names the first, or most of them. True
 * where nothing tells: no statement was logged, or the name is of the table alone.
 */
export function canUseIndex(definition: string, statements: readonly string[]): boolean {
  if (statements.length === 0) return true;
  const tables = new Set(
    statements.flatMap((text) => [...text.matchAll(tablesIn)].flatMap(([, name = '']) => toWords(name))),
  );
  const [, name = definition] =
    /\bindex\s+(?:concurrently\s+)?(?:if\s+exists\s+)?["'`]?([\w.]+)/i.exec(definition) ?? [];
  const columns = toWords(name.replaceAll('_', ' ')).filter(
    (word) => !grammar.test(word) && !tables.has(word),
  );
  if (columns.length === 0) return true;
  return statements.some((text) => {
    const said = new Set(toWords(text.replaceAll('_', ' ')));
    const used = columns.filter((word) => said.has(word));
    return used.length > 0 && (used.includes(columns[0] ?? '') || used.length >= columns.length / 2);
  });
}
