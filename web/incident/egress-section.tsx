import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getJson } from '../api/client.ts';
import { Section } from '../parts/section.tsx';
import { Loading, Trouble } from '../parts/state.tsx';
import { TimeText } from '../parts/time-text.tsx';

interface Egress {
  readonly id: string;
  readonly kind: 'model' | 'notifier';
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  readonly sentAtMs: number;
  readonly answeredAtMs: number | null;
  readonly status: number | null;
  readonly answer: string | null;
  readonly error: string | null;
}

const bytes = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'byte', unitDisplay: 'narrow' });

function countBytes(text: string | null): string {
  return bytes.format(text === null ? 0 : new TextEncoder().encode(text).length);
}

function describeEnd({ status, error, answeredAtMs }: Egress): string {
  if (error !== null) return error;
  if (answeredAtMs === null) return 'no answer';
  return status === null ? 'sent' : `answered ${status}`;
}

function Sent({ sent }: { readonly sent: Egress }) {
  return (
    <li className="evidence">
      <details>
        <summary>
          <TimeText ms={sent.sentAtMs} seconds />
          <span className="evidence-title wrap">
            {sent.kind} <strong>{sent.name}</strong> <span className="mono muted">{sent.url}</span>
          </span>
          <span className="muted wrap">
            {countBytes(sent.body)}, {describeEnd(sent)}
          </span>
        </summary>
        <div className="evidence-body">
          <p className="label">Sent: {sent.method}</p>
          <pre className="command bytes">
            <code>{sent.body ?? '(no body)'}</code>
          </pre>
          {sent.answer === null || sent.answer === '' ? null : (
            <>
              <p className="label">Answer</p>
              <pre className="command bytes">
                <code>{sent.answer}</code>
              </pre>
            </>
          )}
        </div>
      </details>
    </li>
  );
}

function AllSent({ id }: { readonly id: string }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['incident', id, 'egress'],
    queryFn: ({ signal }) =>
      getJson<{ egress: readonly Egress[] }>(`/api/v1/incidents/${encodeURIComponent(id)}/egress`, signal),
  });
  if (isPending) return <Loading what="what left" />;
  if (data === undefined) return <Trouble error={error} retry={() => void refetch()} />;
  if (data.egress.length === 0) return <p className="muted">Nothing has left for this incident.</p>;
  return (
    <ul className="evidence-list">
      {data.egress.map((sent) => (
        <Sent key={sent.id} sent={sent} />
      ))}
    </ul>
  );
}

/** Every byte that went to models and notifiers; read only when somebody wants to see it. */
export function EgressSection({ id }: { readonly id: string }) {
  const [shown, setShown] = useState(false);
  return (
    <Section id="egress" title="What left the building" note="byte for byte, without our own credentials">
      {shown ? (
        <AllSent id={id} />
      ) : (
        <button type="button" className="align-start" onClick={() => setShown(true)}>
          Show every request
        </button>
      )}
    </Section>
  );
}
