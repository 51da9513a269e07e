import type { TopicUse } from './topic-uses.ts';

/** Of each service those that may write what it reads: who writes there is felt by who reads, though nobody calls the other. */
export type SharedTopics = ReadonlyMap<string, ReadonlySet<string>>;

type Role = TopicUse['role'];

/** Where nothing says who does what, anybody may write or read. */
function mayDo(role: Role, roles: readonly Role[]): boolean {
  return roles.includes(role) || roles.every((one) => one === 'names');
}

export function findSharedTopics(uses: readonly TopicUse[]): SharedTopics {
  const shared = new Map<string, Set<string>>();
  for (const list of Map.groupBy(uses, ({ topic }) => topic).values()) {
    const roles = [...Map.groupBy(list, ({ service }) => service)].map(
      ([service, own]) => [service, own.map(({ role }) => role)] as const,
    );
    for (const [reader] of roles.filter(([, own]) => mayDo('reads', own))) {
      const others = shared.get(reader) ?? new Set<string>();
      for (const [writer, own] of roles) if (writer !== reader && mayDo('writes', own)) others.add(writer);
      if (others.size > 0) shared.set(reader, others);
    }
  }
  return shared;
}
