import type { EvidenceItem, EvidenceStatus } from '../../src/domain/evidence.ts';
import { Chip } from '../parts/chip.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Section } from '../parts/section.tsx';
import { TimeText } from '../parts/time-text.tsx';

/** "Nothing there" and "not known" are different answers, and look different. */
const statuses: Readonly<
  Record<EvidenceStatus, { readonly tone: 'good' | 'plain' | 'critical' | 'warning'; readonly text: string }>
> = {
  observed: { tone: 'good', text: 'observed' },
  empty: { tone: 'plain', text: 'empty: it answered, and has nothing' },
  unavailable: { tone: 'critical', text: 'unavailable: it did not answer' },
  not_configured: { tone: 'warning', text: 'not configured' },
};

function bySource(items: readonly EvidenceItem[]): readonly (readonly [string, readonly EvidenceItem[]])[] {
  const groups = new Map<string, EvidenceItem[]>();
  for (const item of items) groups.set(item.source, [...(groups.get(item.source) ?? []), item]);
  return [...groups];
}

function countStatuses(items: readonly EvidenceItem[]): string {
  const counts = new Map<string, number>();
  for (const { status } of items) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} ${status.replace('_', ' ')}`).join(', ');
}

function Item({ item }: { readonly item: EvidenceItem }) {
  const status = statuses[item.status];
  const more = item.query !== null || item.facts.length > 0 || item.range !== null;
  const head = (
    <>
      <span className="mono evidence-id">{item.id}</span>
      <span className="evidence-title wrap">
        <bdi>{item.title}</bdi>
      </span>
      {item.status === 'observed' ? (
        <span className="muted">{item.kind}</span>
      ) : (
        <Chip tone={status.tone}>{status.text}</Chip>
      )}
    </>
  );
  return (
    <li id={`evidence-${item.id}`} className="evidence" data-status={item.status}>
      {more ? (
        <details>
          <summary>{head}</summary>
          <div className="evidence-body">
            {item.reason === null ? null : <p className="wrap">{item.reason}</p>}
            {item.facts.length === 0 ? null : (
              <ul className="facts">
                {item.facts.map((fact) => (
                  <li key={`${fact.name} ${fact.text}`} className="wrap">
                    <bdi>{fact.text}</bdi>
                  </li>
                ))}
              </ul>
            )}
            {item.query === null ? null : (
              <div className="command-line">
                <pre>
                  <code>{item.query}</code>
                </pre>
                <CopyButton text={item.query} what="query" />
              </div>
            )}
            <p className="muted">
              {item.range === null ? null : (
                <>
                  <TimeText ms={item.range.fromMs} /> to <TimeText ms={item.range.toMs} />
                  {' · '}
                </>
              )}
              {item.total > item.kept ? `${item.kept} of ${item.total} are shown` : `${item.total} in all`}
            </p>
          </div>
        </details>
      ) : (
        <div className="evidence-flat">
          {head}
          {item.reason === null ? null : <p className="muted wrap">{item.reason}</p>}
        </div>
      )}
    </li>
  );
}

/** Everything that was looked at, by source: what was there, what was not, and what could not be had. */
export function EvidenceSection({ items }: { readonly items: readonly EvidenceItem[] }) {
  return (
    <Section id="evidence" title="Evidence" note={`${items.length} items`}>
      {items.length === 0 ? <p className="muted">Nothing was gathered.</p> : null}
      {bySource(items).map(([source, own]) => (
        <div key={source}>
          <h3 className="evidence-source">
            <bdi>{source}</bdi> <span className="muted">{countStatuses(own)}</span>
          </h3>
          <ul className="evidence-list">
            {own.map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}
