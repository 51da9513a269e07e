import { useEffect, useState } from 'react';
import { mayReview, useMe } from '../api/me.ts';
import { Empty, Loading, Trouble } from '../parts/state.tsx';
import { useHotkeys } from '../shell/hotkeys.ts';
import { useTitle } from '../shell/use-title.ts';
import { ReviewCard } from './review-card.tsx';
import { useReviews } from './use-reviews.ts';

function press(id: string | undefined, selector: string): void {
  if (id === undefined) return;
  document.querySelector<HTMLElement>(`#review-${CSS.escape(id)} ${selector}`)?.click();
}

/** What waits for a decision first, then what was decided. */
export function ReviewsView() {
  const me = useMe();
  const { data, error, isPending, refetch } = useReviews();
  const [selected, setSelected] = useState(0);
  const items = data?.items ?? [];
  const pending = items.filter((review) => review.state === 'pending');
  const done = items.filter((review) => review.state !== 'pending');
  const at = Math.min(selected, Math.max(0, items.length - 1));
  const current = [...pending, ...done][at];
  useTitle(pending.length === 0 ? 'Reviews' : `(${pending.length}) Reviews`);

  const select = (index: number): void => {
    const next = Math.max(0, Math.min(items.length - 1, index));
    setSelected(next);
    const id = [...pending, ...done][next]?.id ?? '';
    const card = document.getElementById(`review-${id}`);
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'nearest' });
  };
  useHotkeys({
    j: () => select(at + 1),
    k: () => select(at - 1),
    a: () => press(current?.id, '[data-decide="approved"]'),
    r: () => press(current?.id, '[data-decide="rejected"]'),
    c: () => press(current?.id, '.copy'),
  });
  // The first one that waits is the one that the keys are about.
  const firstId = pending[0]?.id;
  useEffect(() => {
    if (firstId !== undefined) setSelected(0);
  }, [firstId]);

  if (isPending) return <Loading what="reviews" />;
  if (data === undefined) return <Trouble error={error} retry={() => void refetch()} />;
  const mayDecide = mayReview(me.data);
  return (
    <div className="column">
      <div className="view-head">
        <h1>Reviews</h1>
        {mayDecide ? (
          <p className="muted keys-hint">
            <kbd>j</kbd> <kbd>k</kbd> choose, <kbd>a</kbd> approve, <kbd>r</kbd> reject, <kbd>c</kbd> copy
          </p>
        ) : null}
      </div>
      <p className="lead">
        Commands that would change something. An approval means that a person may run it; nothing is ever run
        from here.
      </p>
      {mayDecide || items.length === 0 ? null : (
        <p className="notice">
          {me.data?.readOnly === true
            ? 'This page only shows: configure server.access, so that it is known who decides.'
            : 'You may look. To decide takes the scope “review”.'}
        </p>
      )}
      {items.length === 0 ? (
        <Empty title="Nothing was suggested that changes anything">
          <p>
            When an explanation suggests a command that would change something, it waits here, and in the
            messages, for somebody to approve or reject it. Commands that only read stand with their incident.
          </p>
        </Empty>
      ) : (
        <>
          <section aria-label="Pending">
            <h2 className="section-title">Pending · {pending.length}</h2>
            {pending.length === 0 ? <p className="muted">Nothing waits for a decision.</p> : null}
            <div className="cards">
              {pending.map((review) => (
                <ReviewCard
                  key={review.id}
                  review={review}
                  mayDecide={mayDecide}
                  linked
                  selected={review.id === current?.id}
                />
              ))}
            </div>
          </section>
          {done.length === 0 ? null : (
            <section aria-label="Decided">
              <h2 className="section-title">Decided</h2>
              <div className="cards">
                {done.map((review) => (
                  <ReviewCard
                    key={review.id}
                    review={review}
                    mayDecide={mayDecide}
                    linked
                    selected={review.id === current?.id}
                  />
                ))}
              </div>
            </section>
          )}
        </>
      )}
    </div>
  );
}
