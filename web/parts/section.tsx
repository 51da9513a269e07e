import type { ReactNode } from 'react';

/** A part of a view, with a title that can be linked to. */
export function Section(props: {
  readonly id: string;
  readonly title: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="section" id={props.id} aria-labelledby={`${props.id}-title`}>
      <div className="section-head">
        <h2 id={`${props.id}-title`}>{props.title}</h2>
        {props.note === undefined ? null : <span className="muted section-note">{props.note}</span>}
      </div>
      {props.children}
    </section>
  );
}
