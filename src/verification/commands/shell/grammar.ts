import { readFile } from 'node:fs/promises';
import { Language, Parser, type TreeCursor } from 'web-tree-sitter';

/** A node of the tree: its type, the piece of the text that it stands for, and the nodes inside it. */
export interface ShellNode {
  readonly type: string;
  /** False for what is only punctuation. */
  readonly named: boolean;
  readonly start: number;
  readonly end: number;
  readonly children: readonly ShellNode[];
}

function toNode(cursor: TreeCursor): ShellNode {
  const { nodeType: type, nodeIsNamed: named, startIndex: start, endIndex: end } = cursor;
  // A token that the parser made up to go on stands for a mistake of the writer.
  if (cursor.nodeIsMissing) return { type: 'MISSING', named, start, end, children: [] };
  const children: ShellNode[] = [];
  if (cursor.gotoFirstChild()) {
    do children.push(toNode(cursor));
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return { type, named, start, end, children };
}

/** Parses a command. What is no bash has nodes of type ERROR or MISSING in it. Null when it could not be parsed at all. */
export type ParseShell = (text: string) => ShellNode | null;

async function load(): Promise<ParseShell> {
  await Parser.init();
  const grammar = new URL(import.meta.resolve('tree-sitter-bash/tree-sitter-bash.wasm'));
  const parser = new Parser().setLanguage(await Language.load(await readFile(grammar)));
  return (text) => {
    const tree = parser.parse(text);
    if (tree === null) return null;
    const cursor = tree.walk();
    const root = toNode(cursor);
    cursor.delete();
    tree.delete();
    return root;
  };
}

let loading: Promise<ParseShell> | undefined;

/** The grammar of bash, compiled to WASM: 30 ms and some MB that only who reads commands pays, and only once. */
export function loadShellParser(): Promise<ParseShell> {
  loading ??= load();
  return loading;
}
