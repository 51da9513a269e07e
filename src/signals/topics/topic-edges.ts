import type { ServiceEdge } from '../../domain/observation.ts';
import type { TopicUse } from './topic-uses.ts';

/** Who reads may have read what another one wrote. */
const topicWeight = 0.6;
/** What more services write or read than this is a bus: it tells of nobody in particular. */
const mostEnds = 12;

/**
 * Who depends on whom by what they write and read: a reader stumbles over what a writer wrote, and starves when it writes
 * nothing. It waits for none of them, so that these are no calls: one that is slow makes no other slow.
 */
export function toTopicEdges(uses: readonly TopicUse[]): readonly ServiceEdge[] {
  const edges = [...Map.groupBy(uses, ({ topic }) => topic).values()].flatMap((list) => {
    const writers = list.filter(({ role }) => role === 'writes');
    const readers = list.filter(({ role }) => role === 'reads');
    if (writers.length > mostEnds || readers.length > mostEnds) return [];
    return readers.flatMap(({ service: from, topic }) =>
      writers
        .filter(({ service }) => service !== from)
        .map(({ service: to }): ServiceEdge => ({ from, to, source: `topic ${topic}`, weight: topicWeight })),
    );
  });
  return [...new Map(edges.map((edge) => [`${edge.from}\0${edge.to}`, edge])).values()];
}
