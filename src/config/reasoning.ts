import { z } from 'zod';
import { duration } from './fields.ts';
import { Matchers } from './matchers.ts';

const usd = (description: string) => z.number().positive().optional().meta({ description });

const amounts = {
  usd_per_hour: usd('US dollars in any hour.'),
  usd_per_day: usd('US dollars in any 24 hours.'),
  usd_per_month: usd('US dollars in any 30 days.'),
};

const needsAmount = 'give at least one of usd_per_hour, usd_per_day and usd_per_month';

function hasAmount(given: { readonly [name in keyof typeof amounts]?: number | undefined }): boolean {
  return (Object.keys(amounts) as (keyof typeof amounts)[]).some((name) => given[name] !== undefined);
}

const Part = z
  .strictObject({
    ...amounts,
    matchers: Matchers,
    by: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'A label such as team: each of its values gets the amounts for itself.' }),
  })
  .refine(hasAmount, needsAmount)
  .refine(
    ({ matchers, by }) => matchers.length > 0 || by !== undefined,
    'give matchers, or a label in `by`: the amounts for everything stand in budget itself',
  );

const Budget = z
  .strictObject({
    ...amounts,
    reserve_for_critical: z.number().min(0).max(1).default(0.2).meta({
      description: 'The share of it, and of the calls a minute, that only critical incidents may use.',
    }),
    at_once: z.number().min(0.01).max(1).default(0.25).meta({
      description:
        'The share of a day and of a month that may be spent at once; the rest becomes free evenly over that time, so that a storm at night leaves something for the morning.',
    }),
    economy_above: z.number().min(0).max(1).default(0.8).meta({
      description:
        'From this share of an amount on, a cheaper model of the list is asked instead of a dearer one.',
    }),
    parts: z.array(Part).default([]).meta({
      description:
        'Amounts for parts of the alerts, such as one team or the alerts of one route; they count besides those above.',
    }),
  })
  .refine((budget) => hasAmount(budget) || budget.parts.length > 0, needsAmount);

export type BudgetConfig = z.output<typeof Budget>;

const severity = z.enum(['info', 'warning', 'error', 'critical']);

function parseMinutes(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

const timeOfDay = (description: string) =>
  z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as 22:00')
    .meta({ description })
    .transform(parseMinutes);

const Skip = z.strictObject({
  below: severity
    .optional()
    .meta({ description: 'Alerts below this severity are explained by code alone, always.' }),
  quiet_hours: z
    .strictObject({
      from: timeOfDay('When they begin.'),
      to: timeOfDay('When they end.'),
      utc_offset: z
        .string()
        .regex(/^[+-]\d\d:\d\d$/, 'expected an offset such as +01:00')
        .default('+00:00')
        .meta({ description: 'The offset of these times from UTC.' })
        .transform((text) => (text.startsWith('-') ? -1 : 1) * parseMinutes(text.slice(1))),
      below: severity.default('error').meta({ description: 'Alerts below this severity are quiet then.' }),
    })
    .optional()
    .meta({ description: 'Hours in which alerts of low severity are explained by code alone.' }),
  flapping: z
    .strictObject({
      times: z.int().min(2).default(5).meta({ description: 'So many beginnings are flapping.' }),
      within: duration('In so much time.').prefault('1h'),
    })
    .prefault({})
    .meta({ description: 'Alert groups that fire again and again are explained by code alone.' }),
  noise: z
    .array(
      z.strictObject({
        matchers: Matchers.refine((list) => list.length > 0, 'give at least one matcher'),
        reason: z.string().min(1).meta({ description: 'Why they say nothing; it is shown.' }),
      }),
    )
    .default([])
    .meta({ description: 'Alerts that are known to say nothing.' }),
});

const AskBack = z.strictObject({
  questions: z.int().min(0).max(10).default(4).meta({
    description:
      'Read-only questions that a model may ask back about one incident (a PromQL query, words in the logs, a diff, a runbook section); 0 for none.',
  }),
  rounds: z.int().min(1).max(3).default(2).meta({ description: 'In so many rounds at most.' }),
});

/** Which models explain, and within which limits. */
export function createReasoning<Models extends z.ZodType>(models: Models) {
  return z.strictObject({
    models,
    prompt: z.string().default('explain-alert').meta({ description: 'Id of the prompt, see prompts/.' }),
    prompts: z
      .array(
        z.strictObject({
          matchers: Matchers,
          prompt: z.string().meta({ description: 'Id of the prompt.' }),
        }),
      )
      .default([])
      .meta({
        description:
          'Other prompts for some alerts, such as alertname="DiskFull" or the matchers of a route; the first that fits counts.',
      }),
    prompt_folder: z.string().min(1).optional().meta({
      description:
        'A folder with prompts of your own, `<id>/v<version>.md`; they come before those that ship.',
    }),
    ask_back: AskBack.prefault({}).meta({ description: 'Whether larger models may ask back.' }),
    skip: Skip.prefault({}).meta({ description: 'When no model is asked; the reason is in the message.' }),
    max_calls_per_minute: z.int().min(0).default(10).meta({
      description: 'Model calls in any minute; above it, incidents get the deterministic explanation.',
    }),
    max_concurrent_calls: z.int().min(1).default(4).meta({
      description: 'Model calls at the same time, over all replicas; others wait for a while.',
    }),
    max_tokens_per_incident: z.int().min(1000).default(100_000).meta({
      description: 'Tokens that all calls for one incident may take, read and written.',
    }),
    budget: Budget.optional().meta({
      description:
        'Limits in money; every model then needs a known price. Without it only the calls are limited.',
    }),
    cache_ttl: duration(
      'How long the answer to a question serves again when the same question comes; 0s for never.',
    ).prefault('10m'),
    cache_keep: duration(
      'How long an answer is kept for when a limit does not allow to ask, or nothing is new.',
    ).prefault('24h'),
    refresh_after: duration(
      'New alerts that join an incident lead to a new analysis if the last one is older than this.',
    ).prefault('10m'),
  });
}
