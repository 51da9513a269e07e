import { useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { IncidentSummary } from '../../src/server/api/shapes.ts';
import { useHotkeys } from '../shell/hotkeys.ts';
import { IncidentRow } from './incident-row.tsx';

const phone = matchMedia('(max-width: 720px)');
const rowHeights = { desk: 58, phone: 96, title: 38 } as const;
/** Rows beside the visible ones that are there already when somebody scrolls. */
const overscan = 12;

type Row =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'incident'; readonly incident: IncidentSummary; readonly place: number };

function toRows(items: readonly IncidentSummary[], firing: number): readonly Row[] {
  const rows: Row[] = [];
  for (const [index, incident] of items.entries()) {
    if (index === 0 || items[index - 1]?.state !== incident.state) {
      const fires = incident.state === 'firing';
      const shown = items.filter((item) => item.state === 'firing').length;
      const count = shown < firing ? `${shown} of ${firing} shown` : String(firing);
      rows.push({ kind: 'title', text: fires ? `Firing now · ${count}` : 'Resolved' });
    }
    rows.push({ kind: 'incident', incident, place: index });
  }
  return rows;
}

function useIsPhone(): boolean {
  return useSyncExternalStore(
    (notify) => {
      phone.addEventListener('change', notify);
      return () => phone.removeEventListener('change', notify);
    },
    () => phone.matches,
  );
}

interface ListProps {
  readonly items: readonly IncidentSummary[];
  readonly firing: number;
  readonly hasMore: boolean;
  readonly readMore: () => void;
}

/** Only what can be seen is in the document, however many incidents there are. */
export function IncidentList(props: ListProps) {
  const rowHeight = useIsPhone() ? rowHeights.phone : rowHeights.desk;
  return <RowsInView key={rowHeight} {...props} rowHeight={rowHeight} />;
}

function RowsInView(props: ListProps & { readonly rowHeight: number }) {
  const { items, firing, hasMore, readMore, rowHeight } = props;
  const rows = useMemo(() => toRows(items, firing), [items, firing]);
  const list = useRef<HTMLUListElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => setOffset(list.current?.offsetTop ?? 0), []);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (rows[index]?.kind === 'title' ? rowHeights.title : rowHeight),
    // A stable function: with another one all 10,000 places are worked out again at each step of a scroll.
    getItemKey: useCallback(
      (index: number) => {
        const row = rows[index];
        return row?.kind === 'incident' ? row.incident.id : `title ${row?.text}`;
      },
      [rows],
    ),
    overscan,
    scrollMargin: offset,
    scrollPaddingStart: 120,
    scrollPaddingEnd: 80,
  });

  const shown = virtualizer.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - overscan - 1) readMore();
  }, [hasMore, lastShown, rows.length, readMore]);

  const [wanted, setWanted] = useState<string | null>(null);
  const step = (by: number): void => {
    const at = items.findIndex((item) => `row-${item.id}` === document.activeElement?.id);
    const next = items[at === -1 ? 0 : Math.min(items.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    virtualizer.scrollToIndex(
      rows.findIndex((row) => row.kind === 'incident' && row.incident.id === next.id),
    );
    setWanted(next.id);
  };
  useEffect(() => {
    const row = wanted === null ? null : document.getElementById(`row-${wanted}`);
    if (row === null) return;
    row.focus({ preventScroll: true });
    setWanted(null);
  });
  useHotkeys({ j: () => step(1), k: () => step(-1) });

  return (
    <ul ref={list} className="incident-list" style={{ height: virtualizer.getTotalSize() }}>
      {shown.map(({ index, key, start, size }) => {
        const row = rows[index];
        if (row === undefined) return null;
        const style = { transform: `translateY(${start - offset}px)`, height: size };
        return row.kind === 'title' ? (
          <li key={key} className="list-title" style={style}>
            <h2>{row.text}</h2>
          </li>
        ) : (
          <li
            key={key}
            style={style}
            aria-setsize={hasMore ? -1 : items.length}
            aria-posinset={row.place + 1}
          >
            <IncidentRow incident={row.incident} />
          </li>
        );
      })}
    </ul>
  );
}
