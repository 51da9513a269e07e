import type { Review } from '../../src/domain/review.ts';
import type { CheckedHypothesis, CheckedStep, GatedCommand } from '../../src/domain/verdict.ts';
import { Chip } from '../parts/chip.tsx';
import { CommandText } from '../parts/command-text.tsx';
import { Section } from '../parts/section.tsx';
import { ReviewCard } from '../reviews/review-card.tsx';
import { Statement } from './statement.tsx';

function Gated({ gated, what }: { readonly gated: GatedCommand | null; readonly what: string }) {
  if (gated === null) return null;
  if (gated.verdict === 'withheld') {
    return (
      <p className="withheld wrap">
        <Chip tone="warning">{what} withheld</Chip> {gated.reason}
      </p>
    );
  }
  if (gated.verdict === 'change') {
    // The command itself and how to take it back stand in its review, with the decision.
    return (
      <p className="withheld wrap">
        <Chip tone="accent">waits for a decision</Chip> {gated.effect}; decide on it below
      </p>
    );
  }
  return (
    <div className="gated">
      <Chip tone="good">only reads</Chip>
      <CommandText text={gated.text} what={what} />
    </div>
  );
}

function Steps({ title, steps }: { readonly title: string; readonly steps: readonly CheckedStep[] }) {
  if (steps.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ol className="steps">
        {steps.map((step) => (
          <li key={step.text}>
            <Statement statement={step} />
            <Gated gated={step.command} what="command" />
            <Gated gated={step.promql} what="query" />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What to do now, what to look at, what would have prevented it; commands with what the gate says of them. */
export function ActionsSection(props: {
  readonly hypothesis: CheckedHypothesis | null;
  readonly reviews: readonly Review[];
  readonly mayDecide: boolean;
}) {
  const { hypothesis, reviews, mayDecide } = props;
  const steps = hypothesis === null ? 0 : hypothesis.remediation.length + hypothesis.investigation.length;
  if (steps === 0 && reviews.length === 0 && (hypothesis?.prevention.length ?? 0) === 0) return null;
  return (
    <Section id="actions" title="What to do" note="nothing is run from here">
      <Steps title="Now" steps={hypothesis?.remediation ?? []} />
      {reviews.length === 0 ? null : (
        <div>
          <h3>Commands that change something</h3>
          <div className="cards">
            {reviews.map((review) => (
              <ReviewCard key={review.id} review={review} mayDecide={mayDecide} linked={false} />
            ))}
          </div>
        </div>
      )}
      <Steps title="Look at" steps={hypothesis?.investigation ?? []} />
      {hypothesis === null || hypothesis.prevention.length === 0 ? null : (
        <div>
          <h3>So that it does not come again</h3>
          <ul className="steps">
            {hypothesis.prevention.map((statement) => (
              <li key={statement.text}>
                <Statement statement={statement} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}
