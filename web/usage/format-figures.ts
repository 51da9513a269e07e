const usdSmall = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 4,
  minimumFractionDigits: 2,
});
const usdLarge = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `$0.0034`, `$12.40`. */
export function formatUsd(usd: number): string {
  return usd !== 0 && Math.abs(usd) < 0.1 ? usdSmall.format(usd) : usdLarge.format(usd);
}

/** `1.2M`. */
export function formatCount(count: number): string {
  return compact.format(count);
}

/** `42 %`; a dash of nothing. */
export function formatShare(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;
}
