import type { Analysis } from '../../src/domain/analysis.ts';
import { describeRun } from '../../src/domain/describe-disproof.ts';
import type { CheckedHypothesis } from '../../src/domain/verdict.ts';
import { CauseChip, Chip } from '../parts/chip.tsx';
import { CommandText } from '../parts/command-text.tsx';
import { Section } from '../parts/section.tsx';
import { Statement } from './statement.tsx';

function Test({ disproof }: { readonly disproof: NonNullable<CheckedHypothesis['disproof']> }) {
  return (
    <div>
      <h3>Put to the test</h3>
      <ul className="steps">
        {disproof.runs.map((run, index) => (
          <li key={run.atMs}>{describeRun(disproof, run, index)}</li>
        ))}
      </ul>
      {disproof.query.verdict === 'shown' ? <CommandText text={disproof.query.text} what="query" /> : null}
    </div>
  );
}

function Explanation({ hypothesis }: { readonly hypothesis: CheckedHypothesis }) {
  const { rootCause, impact, alternatives, downgrades, disagreement, disproof } = hypothesis;
  return (
    <>
      <p className="cause">
        <CauseChip status={rootCause.status} /> <Statement statement={rootCause} />
      </p>
      {downgrades.length === 0 && disagreement === null ? null : (
        <ul className="steps muted">
          {downgrades.map((reason) => (
            <li key={reason}>Less sure than the model said: {reason}</li>
          ))}
          {disagreement === null ? null : <li>{disagreement}</li>}
        </ul>
      )}
      {impact.fate === 'dropped' ? null : (
        <div>
          <h3>Impact</h3>
          <p>
            <Chip tone="plain">{impact.level}</Chip> <Statement statement={impact} />
          </p>
        </div>
      )}
      {alternatives.length === 0 ? null : (
        <div>
          <h3>It might also be</h3>
          <ul className="steps">
            {alternatives.map((statement) => (
              <li key={statement.text}>
                <Statement statement={statement} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {disproof === null ? null : <Test disproof={disproof} />}
    </>
  );
}

/** More than this is for those who want to know all of it. */
const findingsAtFirst = 5;

function FindingList({ findings }: Pick<Analysis, 'findings'>) {
  return (
    <ul className="steps">
      {findings.map((finding) => (
        <li key={finding.id} className="wrap">
          <bdi>{finding.text}</bdi>{' '}
          <span className="citations">
            {finding.evidence.map((id) => (
              <a key={id} href={`#evidence-${id}`}>
                {id}
              </a>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Findings({ analysis }: { readonly analysis: Analysis }) {
  const all = analysis.findings.filter(({ kind }) => kind !== 'gap');
  const rest = all.slice(findingsAtFirst);
  if (all.length === 0) return null;
  return (
    <div>
      <h3>What was measured</h3>
      <FindingList findings={all.slice(0, findingsAtFirst)} />
      {rest.length === 0 ? null : (
        <details className="more">
          <summary>{rest.length} more</summary>
          <FindingList findings={rest} />
        </details>
      )}
    </div>
  );
}

/** Why it happens, as far as it is known; each claim in it can be pointed at. */
export function CauseSection({ analysis }: { readonly analysis: Analysis }) {
  const { hypothesis } = analysis;
  const checked = hypothesis !== null && hypothesis.claimsTotal > 0 && hypothesis.withheld === null;
  return (
    <Section
      id="cause"
      title="Cause"
      note={
        checked
          ? `${hypothesis.claimsFound} of ${hypothesis.claimsTotal} claims hold; point at one to see its evidence`
          : undefined
      }
    >
      {hypothesis === null ? (
        <p>There is no explanation: {analysis.rungReason ?? 'it was not analysed'}.</p>
      ) : (
        <Explanation hypothesis={hypothesis} />
      )}
      {hypothesis?.withheld == null ? null : (
        <p className="notice">A model’s answer is not shown: {hypothesis.withheld}.</p>
      )}
      <Findings analysis={analysis} />
    </Section>
  );
}
