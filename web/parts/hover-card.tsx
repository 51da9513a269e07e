import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';

const showAfterMs = 80;
const hideAfterMs = 160;
const edge = 8;

/** Below the words if there is room, else above, and never beyond the window's edge. */
function place(card: HTMLElement, anchor: HTMLElement): void {
  const words = anchor.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const left = Math.max(edge, Math.min(words.left, innerWidth - width - edge));
  const below = words.bottom + 6;
  const top = below + height > innerHeight - edge ? Math.max(edge, words.top - height - 6) : below;
  card.style.left = `${left}px`;
  card.style.top = `${top}px`;
}

/** Words that tell more when they are pointed at, focused or tapped. */
export function HoverCard(props: {
  readonly className: string;
  readonly verdict: string;
  readonly label: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const card = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [open, setOpen] = useState(false);
  const soon = (next: boolean, delayMs: number) => () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(next), delayMs);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useLayoutEffect(() => {
    if (!open || card.current === null || anchor.current === null) return;
    card.current.showPopover();
    place(card.current, anchor.current);
  }, [open]);
  useEffect(() => {
    if (!open) return;
    const close = (): void => setOpen(false);
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setOpen(false);
    };
    addEventListener('scroll', close, { passive: true, capture: true });
    addEventListener('keydown', press);
    return () => {
      removeEventListener('scroll', close, { capture: true });
      removeEventListener('keydown', press);
    };
  }, [open]);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={props.className}
        data-verdict={props.verdict}
        aria-describedby={open ? id : undefined}
        onMouseEnter={soon(true, showAfterMs)}
        onMouseLeave={soon(false, hideAfterMs)}
        onFocus={soon(true, 0)}
        onBlur={soon(false, hideAfterMs)}
        onClick={() => setOpen(true)}
      >
        {props.label}
      </button>
      {open ? (
        <div
          ref={card}
          id={id}
          role="tooltip"
          popover="manual"
          className="hover-card"
          onMouseEnter={soon(true, 0)}
          onMouseLeave={soon(false, hideAfterMs)}
        >
          {props.children}
        </div>
      ) : null}
    </>
  );
}
