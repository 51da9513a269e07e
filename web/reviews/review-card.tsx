import { useState } from 'react';
import { formatDuration } from '../../src/domain/time.ts';
import type { Review } from '../../src/server/api/shapes.ts';
import { Chip } from '../parts/chip.tsx';
import { CommandText } from '../parts/command-text.tsx';
import { useNow } from '../parts/now.ts';
import { Age, TimeText } from '../parts/time-text.tsx';
import { Link } from '../shell/router.tsx';
import { useDecision, useOutcome } from './use-decision.ts';

const stateTones = { pending: 'accent', approved: 'good', rejected: 'critical', expired: 'plain' } as const;

const outcomes: readonly (readonly [value: string, name: string])[] = [
  ['worked', 'It worked'],
  ['did_not_work', 'It did not'],
  ['not_run', 'Not run'],
];

function problemOf(error: unknown): string | null {
  return error === null ? null : error instanceof Error ? error.message : String(error);
}

function Decide({ review, reasonId }: { readonly review: Review; readonly reasonId: string }) {
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useDecision();
  const decide = (decision: 'approved' | 'rejected') => mutate({ review, decision, reason });
  const problem = problemOf(error);
  return (
    <div className="decide">
      <label className="hidden" htmlFor={reasonId}>
        Why (kept in the audit log)
      </label>
      <input
        id={reasonId}
        type="text"
        placeholder="Why? Kept in the audit log"
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <button
        type="button"
        className="primary"
        data-decide="approved"
        disabled={isPending}
        onClick={() => decide('approved')}
      >
        Approve
      </button>
      <button
        type="button"
        className="danger"
        data-decide="rejected"
        disabled={isPending}
        onClick={() => decide('rejected')}
      >
        Reject
      </button>
      {problem === null ? null : (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function Outcome({ review }: { readonly review: Review }) {
  const { mutate, isPending, error } = useOutcome();
  const problem = problemOf(error);
  return (
    <fieldset className="outcome">
      <legend>After somebody ran it:</legend>
      {outcomes.map(([value, name]) => (
        <button
          key={value}
          type="button"
          className="quiet"
          aria-pressed={review.outcome === value}
          disabled={isPending}
          onClick={() => mutate({ id: review.id, outcome: value })}
        >
          {name}
        </button>
      ))}
      {problem === null ? null : (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}

function Expiry({ atMs }: { readonly atMs: number }) {
  const nowMs = useNow();
  return <>{nowMs >= atMs ? 'expires now' : `expires in ${formatDuration(atMs - nowMs)}`}</>;
}

function Verdict({ review }: { readonly review: Review }) {
  if (review.state === 'pending') {
    return (
      <span className="muted">
        suggested <Age ms={review.createdAtMs} /> ago, <Expiry atMs={review.expiresAtMs} />
      </span>
    );
  }
  return (
    <span className="muted wrap">
      {review.decidedBy === null ? 'nobody decided in time' : `by ${review.decidedBy}, ${review.decidedVia}`}
      {review.decidedAtMs === null ? null : (
        <>
          , <TimeText ms={review.decidedAtMs} />
        </>
      )}
      {review.outcome === null ? null : ` · ${outcomes.find(([value]) => value === review.outcome)?.[1]}`}
    </span>
  );
}

/** A suggested command, what it would do, and what was decided of it. */
export function ReviewCard(props: {
  readonly review: Review;
  readonly mayDecide: boolean;
  /** Whether to name the incident: it goes without saying on the incident's own page. */
  readonly linked: boolean;
  readonly selected?: boolean;
}) {
  const { review, mayDecide, linked, selected = false } = props;
  return (
    <article
      className="review"
      data-state={review.state}
      data-selected={selected}
      id={`review-${review.id}`}
      tabIndex={-1}
    >
      <header className="review-head">
        <Chip tone={stateTones[review.state]}>{review.state}</Chip>
        <Verdict review={review} />
        {linked ? (
          <Link className="review-incident" to={`/incidents/${encodeURIComponent(review.incidentId)}`}>
            Incident
          </Link>
        ) : null}
      </header>
      <p className="review-purpose wrap">
        <bdi>{review.purpose}</bdi>
      </p>
      {review.state === 'approved' && review.dryRun !== null ? (
        <>
          <p className="label">First, only say what it would do</p>
          <CommandText text={review.dryRun} what="dry run" />
          <p className="label">Then</p>
        </>
      ) : null}
      <CommandText text={review.command} />
      <p className="review-effect wrap">
        <span className="label">Would</span> {review.effect}
      </p>
      {review.undo === null ? null : (
        <p className="review-undo wrap">
          <span className="label">To undo it</span> <bdi>{review.undo}</bdi>
        </p>
      )}
      {review.state === 'pending' && review.dryRun !== null ? (
        <details className="more">
          <summary>Dry run: only say what it would do</summary>
          <CommandText text={review.dryRun} what="dry run" />
        </details>
      ) : null}
      {review.reason === null ? null : (
        <p className="wrap">
          <span className="label">Reason</span> {review.reason}
        </p>
      )}
      {review.state === 'pending' && mayDecide ? (
        <Decide review={review} reasonId={`reason-${review.id}`} />
      ) : null}
      {review.state === 'approved' && mayDecide && review.outcome === null ? (
        <Outcome review={review} />
      ) : null}
    </article>
  );
}
