/** The words of a flag's name without those that only say that it is one: `ENABLE_TIER_DISCOUNTS` → tier, discounts. */
export type FlagName = readonly string[];

/** What people, libraries and configurations put around the name of a flag. */
const aroundNames: ReadonlySet<string> = new Set(
  (
    'enable enabled enables disable disabled is has use using should when flag flags ff feature features toggle toggles switch switches rollout ' +
    'rollouts gate gates experiment experiments variant variation config cfg conf settings setting options opts props values params env process ' +
    'environ default on off active state percent percentage this self app get bool boolean value val key name launchdarkly unleash features data vite next public'
  ).split(' '),
);

/** A name of one word has to be this long to mean one thing. */
const shortestWord = 5;
const fewestShared = 2;

/** `cart.tier-discounts`, `cart_tier_discounts` and `config.cart.tierDiscounts.enabled` are one name. */
export function toFlagName(text: string): FlagName {
  const words = text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const first = words.findIndex((word) => !aroundNames.has(word));
  return first < 0 ? [] : words.slice(first, words.findLastIndex((word) => !aroundNames.has(word)) + 1);
}

/** Whether two names are of one flag: equal, or one is the other with where it belongs before it. */
export function isSameFlag(a: FlagName, b: FlagName): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const joined = short.join('');
  if (joined.length < shortestWord) return false;
  if (joined === long.join('')) return true;
  return short.length >= fewestShared && short.every((word, place) => word === long.at(place - short.length));
}
