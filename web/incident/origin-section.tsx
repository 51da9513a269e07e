import type { Diagnosis } from '../../src/domain/diagnosis.ts';
import { Chip } from '../parts/chip.tsx';
import { Section } from '../parts/section.tsx';
import { TimeText } from '../parts/time-text.tsx';
import { DependencyGraph } from './dependency-graph.tsx';

function Score({ score }: { readonly score: number }) {
  const percent = Math.round(Math.min(1, Math.max(0, score)) * 100);
  return (
    <span className="score" title={`Score ${score.toFixed(2)}: only for the order`}>
      <meter min={0} max={100} value={percent} aria-label="score" />
      <span className="figure">{score.toFixed(2)}</span>
    </span>
  );
}

function Candidates({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  return (
    <div>
      <h3>Where it began</h3>
      {diagnosis.isCause ? null : (
        <p className="notice">
          None of these is unusual enough to be called a cause. They are what moved most.
        </p>
      )}
      <ol className="ranked">
        {diagnosis.candidates.map((candidate, index) => (
          <li key={candidate.service} data-first={index === 0 && diagnosis.isCause}>
            <span className="ranked-name">
              <bdi>{candidate.service}</bdi> <Chip tone="plain">{candidate.kind}</Chip>
            </span>
            <Score score={candidate.score} />
            <span className="ranked-reason wrap">
              <bdi>{candidate.reason}</bdi>
              {candidate.onsetMs === null ? null : (
                <span className="muted">
                  {' '}
                  · since <TimeText ms={candidate.onsetMs} seconds />
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Changes({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  return (
    <div>
      <h3>Changes that may explain it</h3>
      {diagnosis.changes.length === 0 ? (
        <p className="muted">
          No change explains it{diagnosis.otherCause === null ? '' : `: ${diagnosis.otherCause}`}.
        </p>
      ) : (
        <ol className="ranked">
          {diagnosis.changes.map((change) => (
            <li key={change.key}>
              <span className="ranked-name">
                <bdi>{change.service ?? change.id}</bdi> <Chip tone="plain">{change.kind}</Chip>
              </span>
              <Score score={change.score} />
              <span className="ranked-reason wrap">
                <bdi>{change.reason}</bdi>
                <span className="muted">
                  {' '}
                  · <span className="mono">{change.id}</span>, <TimeText ms={change.timeMs} seconds />
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** What code found before any model was asked: who failed first, how it spread, what had changed. */
export function OriginSection({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const { candidates, propagation, blastRadius } = diagnosis;
  return (
    <Section id="origin" title="Where it came from" note="ranked by code">
      {candidates.length === 0 ? (
        <p className="muted">No service stands out.</p>
      ) : (
        <Candidates diagnosis={diagnosis} />
      )}
      {propagation.length < 2 ? null : (
        <div>
          <h3>How it spread</h3>
          <DependencyGraph steps={propagation} />
        </div>
      )}
      {blastRadius.length === 0 ? null : (
        <p>
          <span className="label">Also suffer</span>{' '}
          {blastRadius.map((service) => (
            <bdi key={service} className="tag">
              {service}
            </bdi>
          ))}
        </p>
      )}
      <Changes diagnosis={diagnosis} />
    </Section>
  );
}
