import type { ReactNode } from 'react';
import type { Analysis } from '../../src/domain/analysis.ts';
import { formatDuration } from '../../src/domain/time.ts';
import { RungText } from '../parts/chip.tsx';
import { Section } from '../parts/section.tsx';
import { TimeText } from '../parts/time-text.tsx';

const count = new Intl.NumberFormat();

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="wrap">{children}</dd>
    </div>
  );
}

function ModelFacts({ model }: { readonly model: NonNullable<Analysis['model']> }) {
  return (
    <>
      <Fact name="Model">
        {model.model}
        {model.name === model.model ? null : <span className="muted"> ({model.name})</span>}
      </Fact>
      <Fact name="Prompt">
        {model.promptId} v{model.promptVersion}{' '}
        <span className="mono muted" title={model.promptHash}>
          {model.promptHash.slice(0, 10)}
        </span>
      </Fact>
      <Fact name="Tokens">
        {count.format(model.inputTokens)} in
        {model.cachedInputTokens === 0 ? '' : ` (${count.format(model.cachedInputTokens)} cached)`},{' '}
        {count.format(model.outputTokens)} out
      </Fact>
      <Fact name="Cost">{model.costUsd === null ? 'not known' : `$${model.costUsd.toFixed(4)}`}</Fact>
      <Fact name="Model took">{formatDuration(model.durationMs)}</Fact>
    </>
  );
}

/** How the explanation came about: model, prompt, tokens, money, and what did not work. */
export function MadeBySection({ analysis }: { readonly analysis: Analysis }) {
  const { model, failures, rung, rungReason, hypothesis } = analysis;
  return (
    <Section id="made-by" title="How this was made">
      <dl className="facts-grid">
        <Fact name="Rung">
          <RungText rung={rung} />
          {rungReason === null ? null : <span className="muted">: {rungReason}</span>}
        </Fact>
        {model === null ? <Fact name="Model">none: code explains</Fact> : <ModelFacts model={model} />}
        <Fact name="Explained">
          <TimeText ms={analysis.finishedAtMs} seconds />, took{' '}
          {formatDuration(analysis.finishedAtMs - analysis.startedAtMs)}
        </Fact>
        {hypothesis === null || hypothesis.claimsTotal === 0 ? null : (
          <Fact name="Claims">
            {hypothesis.claimsFound} of {hypothesis.claimsTotal} hold
            {hypothesis.claimsCorrected === 0 ? '' : `, ${hypothesis.claimsCorrected} corrected`}
            {hypothesis.claimsRemoved === 0 ? '' : `, ${hypothesis.claimsRemoved} removed`}
          </Fact>
        )}
      </dl>
      {failures.length === 0 ? null : (
        <div>
          <h3>Models that did not answer usefully</h3>
          <ul className="steps">
            {failures.map((failure) => (
              <li key={`${failure.name} ${failure.code}`} className="wrap">
                <strong>{failure.name}</strong> {failure.message}{' '}
                <span className="mono muted">{failure.code}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {hypothesis === null || hypothesis.removed.length === 0 ? null : (
        <div>
          <h3>Removed by the check</h3>
          <ul className="steps">
            {hypothesis.removed.map((statement) => (
              <li key={statement.text} className="wrap">
                {statement.reason ?? 'no evidence bears it out'}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}
