/** Words around a number that tell which of an item's values it is. */
import type { NumeralQuestion } from './told-moments.ts';

/** What stands around a number. */
interface Around {
  readonly lead: string;
  readonly rest: string;
}

export const vague =
  '(?:(?:about|around|roughly|approximately|nearly|almost|some|only|just|exactly|barely|merely|over|under|more than|less than|well|a|an|the|its|his|now|still|already|even|as much as|as many as|close to|at least|at most|no more than|fewer than|another|mere|constant|steady|stable|flat|usual|normal|practically|further)\\s)*';

export function aroundOf({ numeral, reading: { sentence } }: NumeralQuestion): Around {
  return {
    lead: sentence.slice(Math.max(0, numeral.start - 60), numeral.start),
    rest: sentence.slice(numeral.end, numeral.end + 70),
  };
}

export function leads(words: string): RegExp {
  return new RegExp(`\\b(?:${words})\\s${vague}$`, 'i');
}

export const baseBefore = leads(
  'from|up from|down from|against|compared (?:with|to)|versus|vs\\.?|earlier|previous(?:ly)?|usual(?:ly)?|normal(?:ly)?|initial(?:ly)?|original(?:ly)?|baseline(?: of)?|instead of|having been(?: at)?|had been(?: at)?|used to [a-z]+|started from|after|formerly|opposed to|before that|its usual|level of',
);
export const baseAfter =
  /^\s(?:[a-z/-]+\s){0,2}?(?:it started (?:from|at)|seen before|before|earlier|an hour (?:ago|earlier|before)|previously|that it (?:had|held|made)|up to (?=\d)|until (?=\d))\b/i;
export const peakBefore = leads(
  'peak(?:ed|s|ing)?(?: at| of)?|maximum(?: of)?|max(?: of)?|as high as|highest(?: of)?|at its peak|(?:never|not once|at no (?:time|point)) (?:(?:had|has|saw|went|rose|got|been|used|held|took|climbed|was|were|reached) ){0,2}(?:more than|above|over|beyond|past|exceed(?:ed|ing|s)?|left)|topped out at',
);
export const lowBefore = leads(
  'minimum(?: of)?|as low as|lowest(?: of)?|bottomed out at|bottomed(?: at)?|low of',
);
export const peakSentence = /\b(?:at (?:its|the) (?:peak|height|highest|worst)|peak(?:ed|ing|s)?)\b/i;
export const toOnly = leads('to');
/** "is 4 s": what it is, not what it was. */
export const nowBefore = leads(
  'takes|needs|uses|holds|answers (?:in|within)|responds (?:in|within)|costs|is|are|is at|are at|stands at|sits at|runs at',
);
export const toBefore = leads(
  'to|reach(?:ed|es|ing)?|hit|hitting|at|and|is|are|stands at|stood at|up to|down to|towards?',
);

export const limitWord =
  '(?:threshold|limits?|target|SLO|objective|alert(?:ing)? (?:threshold|limit|level)|permitted|permits|allowed|allows|tolerat(?:ed|es)|at which the alert)';
export const limitAfter = new RegExp(
  `^\\s?(?:[a-z/]{1,9}\\s)?(?:that|which|it) (?:is|are|was|were|may|should) (?:be )?(?:at most )?(?:allowed|permitted|tolerated|acceptable)\\b|^\\s?-?(?:(?!its|the|their|what|to|of|and)[a-z/]{1,9}\\s)?(?:alert(?:ing)? )?${limitWord}\\b`,
  'i',
);
export const limitBefore = new RegExp(
  `\\b(?:${limitWord}(?: of| is| was| at|,|\\s?\\(|:)?|permitted|allowed|tolerated)\\s?(?:at |of |to )?(?:about |around )?$`,
  'i',
);
/** "The threshold of waiting previews is set to 5,000": whose limit it is stands between the word and the number. */
export const limitOfBefore = new RegExp(
  `\\b${limitWord} (?:of|for|on) (?!\\d)[^,;:()]{2,48}?(?<!\\b(?:which|that|and|who))\\s(?:is|was|stands|stood|lies|lay|has been)(?: still| now)?(?: set)?(?: at| to)?\\s(?:about |around |only |just |exactly )?$`,
  'i',
);

export const differenceBefore = leads(
  'by|releas(?:ed|es|ing)|free[sd]|freeing|(?:gave|gives|giving) back|returned|claimed|allocated|gap of(?: about)?|difference of|lost|los(?:es|ing)|shed|devoured|swallowed|absorbed|shedding|gained?|gain(?:s|ing)|add(?:ed|ing|s)|put on|a further|(?:increase|rise|drop|decrease|decline|fall|jump|gain|loss|growth) of|used up|freed',
);
/** Words after which a number may be a difference as well as a level. */
export const weakBefore = leads(
  'remaining|last|(?:lag|lagg|trail|behind)(?:s|ed|ing)? by|down|up|grown|took|consumed|ate|another|additional|extra|filled',
);
export const differenceAfter =
  /^\s(?!(?:is|are|was|were|stands?|makes?)\b(?!\s(?:added|lost|gained|freed|used|gone)\b))(?:[a-z-]+\s){0,5}?(?:more|less|fewer|higher|lower|larger|smaller|further|used up|was used up|were lost|was lost|lost|gained|freed|was added|were added|added|apart|extra|additional|gone|vanished|disappeared|evaporated|went missing)\b|^\s(?:[a-z]+\s){0,1}?(?:over|above|below|beyond|under|ahead of|short of|in excess of)\s(?:its|the|their|what|that|usual|normal|earlier|previous|where|target)\b/i;
/** What is gone of something that is counted while it is there. */
export const goneAfter =
  /^\s(?:[a-z-]+\s){0,5}?(?:offline|unavailable|out of service|down|dead|no longer (?:online|available|there)|not online)\b/i;
export const excessAfter = new RegExp(
  `^\\s(?:(?!to\\b)[a-z-]+\\s){0,2}?(?:over|above|beyond|below|under|short of|in excess of|more than|less than|higher than|past)\\s(?:its |the |what the )?(?:[\\d.,]+\\s?[a-zA-Z%]{0,4}\\s)?(?:alert(?:ing)? )?${limitWord}`,
  'i',
);
/** "within 10,000 entries of its limit" */
export const withinBefore = /\bwithin (?:about |some |just |only )?$/i;
export const ofLimitWithin = new RegExp(
  `^(?:\\s(?!of\\b)[a-z]+){0,2}\\sof (?:its|the|their)\\s(?:[a-z]+\\s)?${limitWord}\\b`,
  'i',
);
export const exceedsBy = new RegExp(
  `\\b(?:exceed(?:s|ed|ing)?|above|over|beyond|past|under|below)\\b.{0,30}${limitWord}\\b.{0,16}\\bby ${vague}$`,
  'i',
);

export const ofLimitAfter = new RegExp(`^\\sof (?:its|the|what)\\b.{0,24}\\b${limitWord}\\b`, 'i');
/** "the growth of the directory (35.1 GB)". */
export const differenceNoun =
  /\b(?:growth|increase|rise|drop|loss|decline|decrease|difference|gap|gain|jump)\b[^,;()]{0,48}\(\s?$/i;
export const orDifference =
  /\b(?:by|loss|gain|drop|rise|increase|decrease|decline|lost|gained)\b(?:[^,;]|,(?=\d)){0,30}\d(?:[^,;]|,(?=\d)){0,12}\s(?:or|i\.e\.|\()\s?$/i;
/** "(476 to 495)". */
export const pairAfter = /^\s?[a-zA-Z%]{0,4}\sto\s\d/;
/** "ranged from 23.9 ms to 150 ms" tells the ends, and no way. */
export const ranges =
  /\b(?:rang(?:e|es|ed|ing)|vari(?:es|ed)|varying|fluctuat(?:es|ed|ing)|oscillat(?:es|ed|ing)|swung|swings|span(?:s|ned)|anywhere)\b[^,;]{0,30}$/i;
/** "19 jobs for every runner" */
export const perEach =
  /^(?:\s[a-z-]+){0,3}?\s(?:for (?:every|each)|per|to (?:each|every))\s(?!second|minute|hour|day|s\b)/i;
