import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { getJson } from '../api/client.ts';
import type { IncidentDetail } from '../api/incident-detail.ts';
import { mayReview, useMe } from '../api/me.ts';
import { Loading, Trouble } from '../parts/state.tsx';
import { useTitle } from '../shell/use-title.ts';
import { ActionsSection } from './actions-section.tsx';
import { AlertsSection } from './alerts-section.tsx';
import { CauseSection } from './cause-section.tsx';
import { ChartsSection } from './charts-section.tsx';
import { EgressSection } from './egress-section.tsx';
import { EvidenceSection } from './evidence-section.tsx';
import { IncidentHead } from './incident-head.tsx';
import { Judge } from './judge.tsx';
import { MadeBySection } from './made-by-section.tsx';
import { OriginSection } from './origin-section.tsx';
import { SimilarSection } from './similar-section.tsx';
import { EvidenceById } from './statement.tsx';
import { TimelineSection } from './timeline-section.tsx';

/** A link to an item opens it: a closed one would show nothing. */
function useOpenTarget(ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    const open = (): void => {
      const target = location.hash === '' ? null : document.getElementById(location.hash.slice(1));
      const details = target?.querySelector('details');
      if (details != null) details.open = true;
      target?.scrollIntoView({ block: 'start' });
    };
    open();
    addEventListener('hashchange', open);
    return () => removeEventListener('hashchange', open);
  }, [ready]);
}

function Report({ detail }: { readonly detail: IncidentDetail }) {
  const me = useMe();
  const { incident, analysis, timeline, reviews, feedback, similar } = detail;
  const evidence = useMemo(
    () => new Map((analysis?.evidence ?? []).map((item) => [item.id, item])),
    [analysis],
  );
  const heading = useRef<HTMLDivElement>(null);
  useTitle(detail.message.headline.text);
  useOpenTarget(true);
  // Whoever comes by keyboard or screen reader begins at the incident, not at the top of the page.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const zeroMs = analysis?.diagnosis?.onsetMs ?? incident.startedAtMs;
  return (
    <EvidenceById value={evidence}>
      <div className="column incident" ref={heading} tabIndex={-1}>
        <IncidentHead detail={detail} />
        {analysis === null ? (
          <p className="notice" role="status">
            {incident.state === 'firing'
              ? 'The evidence is being gathered. The explanation appears here by itself.'
              : 'It resolved before it was explained.'}
          </p>
        ) : (
          <CauseSection analysis={analysis} />
        )}
        <TimelineSection events={timeline} zeroMs={zeroMs} />
        {analysis === null ? null : <ChartsSection analysis={analysis} alertAtMs={incident.startedAtMs} />}
        {analysis?.diagnosis === undefined ? null : <OriginSection diagnosis={analysis.diagnosis} />}
        <ActionsSection
          hypothesis={analysis?.hypothesis ?? null}
          reviews={reviews}
          mayDecide={mayReview(me.data)}
        />
        {analysis !== null && mayReview(me.data) ? (
          <Judge id={incident.id} feedback={feedback} mine={me.data?.name ?? ''} />
        ) : null}
        {analysis === null ? null : <EvidenceSection items={analysis.evidence} />}
        <AlertsSection alerts={incident.alerts} />
        <SimilarSection incidents={similar} />
        <EgressSection id={incident.id} />
        {analysis === null ? null : <MadeBySection analysis={analysis} />}
      </div>
    </EvidenceById>
  );
}

/** One incident, to be read from top to bottom. */
export function IncidentView({ id }: { readonly id: string }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['incident', id],
    queryFn: ({ signal }) => getJson<IncidentDetail>(`/api/v1/incidents/${encodeURIComponent(id)}`, signal),
  });
  if (isPending) return <Loading what="the incident" />;
  if (data === undefined) return <Trouble error={error} retry={() => void refetch()} />;
  return <Report detail={data} />;
}
