/** What a sentence says that things have to do with each other. */
import { judgeAlerts } from './judge-alert.ts';
import { judgeBearers } from './judge-bearer.ts';
import { judgeCarriers } from './judge-carrier.ts';
import { judgeDegrees } from './judge-degree.ts';
import { judgeDependencies } from './judge-dependency.ts';
import { judgeSiblings } from './judge-siblings.ts';
import { judgeSpeakers } from './judge-speaker.ts';
import type { Relation, RelationQuestion } from './relation.ts';

export function judgeRelations(question: RelationQuestion): readonly Relation[] {
  return [
    judgeDependencies,
    judgeDegrees,
    judgeSpeakers,
    judgeAlerts,
    judgeBearers,
    judgeCarriers,
    judgeSiblings,
  ].flatMap((judge) => judge(question));
}
