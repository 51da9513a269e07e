import type { ReactNode } from 'react';

/** Drawn on 16 × 16, in the colour of the text. */
const drawings = {
  bridge: (
    <path d="M1.500 12.500h13M4.500 12.500V6.500M11.500 12.500V6.500M1.500 9.500c2-.4 2.700-1.500 3-3 .8 2.300 2.200 3.200 3.500 3.200s2.700-.9 3.500-3.200c.3 1.500 1 2.600 3 3" />
  ),
  incidents: <path d="M8 2 14.500 13.500h-13zM8 6.500v3.200M8 11.600v.1" />,
  reviews: <path d="M2.500 8.500 6 12l7.500-8" />,
  usage: <path d="M2.500 13.500v-4M6.200 13.500v-8M9.900 13.500V8M13.500 13.500v-11" />,
  health: <path d="M1.500 8.500h3l1.800-4.500 3 8 2-3.500h3.200" />,
  audit: <path d="M3.500 1.800h6l3 3v9.400h-9zM5.800 7h4.400M5.800 9.500h4.400M5.800 12h2.500" />,
  system: <path d="M2 3h12v8H2zM6 13.500h4M8 11v2.500" />,
  light: (
    <path d="M8 5.200a2.800 2.800 0 1 1 0 5.600 2.800 2.800 0 0 1 0-5.600zM8 1.500v1.500M8 13v1.500M1.500 8H3M13 8h1.500M3.400 3.400l1 1M11.600 11.600l1 1M12.600 3.400l-1 1M4.400 11.600l-1 1" />
  ),
  dark: <path d="M13.500 9.800A6 6 0 0 1 6.200 2.500a6 6 0 1 0 7.300 7.300z" />,
  copy: <path d="M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3" />,
  done: <path d="M2.500 8.500 6 12l7.500-8" />,
  search: <path d="M7 2.500a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9zM10.300 10.300l3.700 3.700" />,
  back: <path d="M9.500 3 4.500 8l5 5" />,
  download: <path d="M8 2v8M4.500 6.800 8 10.300l3.500-3.500M2.500 13.500h11" />,
  out: <path d="M6.500 3h-4v10.500H13v-4M9 2.500h4.500V7M13.300 2.700 7 9" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="1.400" strokeLinecap="round" strokeLinejoin="round">
        {drawings[name]}
      </g>
    </svg>
  );
}
