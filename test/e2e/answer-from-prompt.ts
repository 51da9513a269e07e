import type { Hypothesis } from '../../src/domain/hypothesis.ts';

/** One line of the prompt's evidence: `E2 prometheus | title | fact; fact`. */
interface EvidenceLine {
  readonly id: string;
  readonly title: string;
  readonly now: string;
}

function readEvidence(prompt: string): readonly EvidenceLine[] {
  return [...prompt.matchAll(/^(E\d+) \S+ \| (.+?) \| now (.+?) \(/gm)].map(
    ([, id = '', title = '', now = '']) => ({
      id,
      title,
      now,
    }),
  );
}

/**
 * Plays the model: reads nothing but the prompt, explains with the first measurement in it, and adds one figure that
 * is in no evidence.
 */
export function answerFromPrompt(prompt: string): Hypothesis {
  const [own, ...others] = readEvidence(prompt);
  if (own === undefined) throw new Error(`the prompt holds no measurement:\n${prompt}`);
  const cited = [own.id];
  return {
    headline: { text: `The measured value stands at ${own.now}`, evidence: cited },
    root_cause: {
      text: `It is ${own.now} now, which is beyond its threshold.`,
      evidence: cited,
      status: 'likely',
    },
    alternatives: others
      .slice(0, 1)
      .map((line) => ({ text: `Beside it, ${line.now} was measured.`, evidence: [line.id] })),
    impact: { text: 'Nothing was measured at users.', evidence: cited, level: 'medium' },
    remediation: [
      { text: 'Free what is not needed.', evidence: cited, command: 'rm -rf /var/tmp/cache' },
      { text: 'Look at what takes the room.', evidence: cited, command: 'df -h' },
    ],
    investigation: [{ text: 'It was 123456.7 once.', evidence: cited, command: null, promql: 'up == 1' }],
    prevention: [],
    disproof: null,
  };
}
