/** The words for numbers, and for parts of one. */

const ones =
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const digits = ['one', ...ones.slice(0, 8)];

/** Those from two on: "eight", "thirty-two", "dozen", "thousand". */
export const numberWords: ReadonlyMap<string, number> = new Map([
  ...ones.map((word, index) => [word, index + 2] as const),
  ...tens.map((word, index) => [word, index * 10 + 20] as const),
  ...tens.flatMap((ten, high) =>
    digits.map((digit, low) => [`${ten}-${digit}`, (high + 2) * 10 + low + 1] as const),
  ),
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1000],
]);

const partsByName = {
  ...{ third: 3, quarter: 4, fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10 },
  ...{ twelfth: 12, fifteenth: 15, twentieth: 20, hundredth: 100 },
} as const;

/** Into how many parts: "a third" is one of three. */
export const partWords: ReadonlyMap<string, number> = new Map([
  ['half', 2],
  ['halves', 2],
  ...Object.entries(partsByName).flatMap(([word, count]) => [
    [word, count] as const,
    [`${word}s`, count] as const,
  ]),
]);
