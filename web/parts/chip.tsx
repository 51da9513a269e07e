import type { ReactNode } from 'react';

type Tone = 'good' | 'critical' | 'error' | 'warning' | 'info' | 'plain' | 'accent';

export function Chip(props: { readonly tone: Tone; readonly title?: string; readonly children: ReactNode }) {
  return (
    <span className="chip" data-tone={props.tone} title={props.title}>
      {props.children}
    </span>
  );
}

const causeTones: Readonly<Record<string, Tone>> = {
  confirmed: 'good',
  likely: 'info',
  inconclusive: 'warning',
};

/** How sure the root cause is. */
export function CauseChip({ status }: { readonly status: string }) {
  return <Chip tone={causeTones[status] ?? 'plain'}>{status}</Chip>;
}

const rungMeanings: Readonly<Record<string, string>> = {
  full: 'The first model answered, and its answer was checked.',
  economy: 'Another model than the first answered.',
  cached: 'The same question was answered a short while ago.',
  deterministic: 'Explained by code alone, without a model.',
  raw: 'Not explained.',
};

/** How much of the path worked. */
export function RungText({ rung }: { readonly rung: string }) {
  return (
    <span className="rung" data-rung={rung} title={rungMeanings[rung]}>
      {rung}
    </span>
  );
}
