/** Label or annotation names to values, as Prometheus has them: everything is a string. */
export type Labels = Readonly<Record<string, string>>;

/** `{a="1", b="2"}` in label order, the way Prometheus prints a series without its name. */
export function formatLabels(labels: Labels): string {
  const pairs = Object.keys(labels)
    .sort()
    .map((name) => `${name}=${JSON.stringify(labels[name])}`);
  return `{${pairs.join(', ')}}`;
}

/** Labels that every given set has with the same value. Empty for no sets. */
export function commonLabels(sets: readonly Labels[]): Labels {
  const [first, ...rest] = sets;
  if (first === undefined) return {};
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => rest.every((labels) => labels[name] === value)),
  );
}
