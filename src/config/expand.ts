import { type Document, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { ConfigProblem } from './problems.ts';

export interface ExpandOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads a secret file; throws when it cannot. */
  readonly readFile: (path: string) => string;
  readonly isSecret: (key: string) => boolean;
}

const variable = /\$\$|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

type Path = readonly PropertyKey[];

/** Where the value at a path was read from. */
export interface Origin {
  readonly path: Path;
  readonly text: string;
}

export interface Expansion {
  readonly problems: readonly ConfigProblem[];
  readonly origins: readonly Origin[];
}

/**
 * Replaces `${VAR}` and `${VAR:-default}` in every string (`$$` is a dollar sign) and every `<secret>_file` by its
 * secret, in place, and reports what could not be replaced. Comments and positions of the document stay.
 */
export function expandDocument(document: Document, options: ExpandOptions): Expansion {
  const problems: ConfigProblem[] = [];
  const origins: Origin[] = [];

  function expandText(text: string, path: Path): string {
    return text.replace(variable, (whole: string, name: string | undefined, fallback: string | undefined) => {
      if (whole === '$$' || name === undefined) return '$';
      const value = options.env[name] ?? fallback;
      origins.push({ path, text: `environment variable ${name}` });
      if (value === undefined) {
        problems.push({
          path,
          message: `environment variable ${name} is not set; set it, or write \${${name}:-default}`,
        });
      }
      return value ?? whole;
    });
  }

  function readSecret(map: YAMLMap, key: string, path: Path): void {
    const base = key.slice(0, -'_file'.length);
    const file = map.get(key);
    if (map.has(base)) {
      problems.push({ path, message: `give either ${base} or ${key}, not both` });
    } else if (typeof file !== 'string') {
      problems.push({ path, message: 'expected the path of a file' });
      map.set(base, 'unreadable');
    } else {
      try {
        map.set(base, options.readFile(file).trim());
        origins.push({ path: [...path.slice(0, -1), base], text: `file ${file}` });
      } catch (thrown) {
        const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unreadable';
        problems.push({ path, message: `cannot read "${file}" (${code})` });
        map.set(base, 'unreadable');
      }
    }
    map.delete(key);
  }

  function visit(node: Node | null, path: Path): void {
    if (isScalar(node) && typeof node.value === 'string') {
      node.value = expandText(node.value, path);
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) visit(item as Node | null, [...path, index]);
    } else if (isMap(node)) {
      for (const pair of [...node.items]) {
        const key = isScalar(pair.key) ? String(pair.key.value) : '';
        visit(pair.value as Node | null, [...path, key]);
        if (key.endsWith('_file') && options.isSecret(key.slice(0, -'_file'.length))) {
          readSecret(node, key, [...path, key]);
        }
      }
    }
  }

  visit(document.contents as Node | null, []);
  return { problems, origins };
}
