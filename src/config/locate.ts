import { isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';

/** A place in a file; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

function keyNode(parent: unknown, key: PropertyKey): Node | undefined {
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  return isNode(pair?.key) ? pair.key : undefined;
}

/** Tells where the value at a path stands in a YAML text; for a missing key, where the nearest mapping around it is. */
export function createLocator(text: string): (path: readonly PropertyKey[]) => Position {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return (path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
      const node = keyNode(parent, path[length - 1] ?? '') ?? document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) {
        const { line, col } = lines.linePos(node.range[0]);
        return { line, column: col };
      }
    }
    return { line: 1, column: 1 };
  };
}
