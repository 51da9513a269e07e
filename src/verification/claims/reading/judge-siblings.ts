/** Names made like those of the evidence that nothing in it has: "inventoryservice" beside cartservice and adservice. */
import type { Relation, RelationQuestion } from './relation.ts';

/** The endings by which services of one system are named, when two of them have one. */
const shared = /^[a-z]{2,}?(service|server|gateway|worker|backend|frontend|svc)$/;
const plain =
  /^(?:micro|sub|self|web|multi|inter|intra|cross|mail|file|name|app|any|every|non|mid|proxy|print|out|in|pre|post|co|re|un)(?:service|server|gateway|worker|backend|frontend|svc)$/;

export function judgeSiblings({ reading, library }: RelationQuestion): readonly Relation[] {
  const names = library.directory.names.map(({ name }) => name);
  const endings = names.flatMap((name) => shared.exec(name)?.[1] ?? []);
  const usual = new Set(endings.filter((ending, index) => endings.indexOf(ending) !== index));
  return [...reading.sentence.matchAll(/(?<![\w./-])[a-z]{5,40}(?![\w/-]|\.\w)/g)].flatMap(
    ({ 0: word, index }): readonly Relation[] => {
      const ending = shared.exec(word)?.[1];
      if (ending === undefined || !usual.has(ending) || plain.test(word) || library.isSaid(word)) return [];
      return [{ kind: 'name', text: word, start: index, ruling: { holds: false, item: null, actual: null } }];
    },
  );
}
