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

/** Which models explain, and within which limits. */
export function createReasoning<Models extends z.ZodType>(models: Models) {
  return z.strictObject({
    models,
    prompt: z.string().default('explain-alert').meta({ description: 'Id of the prompt, see prompts/.' }),
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
    refresh_after: duration(
      'New alerts that join an incident lead to a new analysis if the last one is older than this.',
    ).prefault('10m'),
  });
}
