import type { ReactNode } from 'react';

/** Shape and colour both tell: a colour alone is not seen by everybody. */
const shapes: Readonly<Record<string, ReactNode>> = {
  critical: (
    <path
      d="M5.300 1.500h5.400l3.800 3.800v5.400l-3.800 3.800H5.300l-3.800-3.800V5.300z"
      fill="currentColor"
    />
  ),
  error: <path d="M8 1.500 15 14H1z" fill="currentColor" />,
  warning: <path d="M8 2.500 14 13H2z" fill="none" stroke="currentColor" strokeWidth="1.800" />,
  info: <circle cx="8" cy="8" r="5.500" fill="none" stroke="currentColor" strokeWidth="1.800" />,
};

export function SeverityMark({
  severity,
  quiet = false,
}: {
  readonly severity: string;
  readonly quiet?: boolean;
}) {
  return (
    <span className="severity" data-severity={quiet ? 'quiet' : severity}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        {shapes[severity] ?? shapes['info']}
      </svg>
      <span className="hidden">{severity}</span>
    </span>
  );
}
