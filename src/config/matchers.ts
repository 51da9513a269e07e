import { z } from 'zod';
import { type Matcher, parseMatchers } from '../domain/matcher.ts';

/** Conditions on labels in Alertmanager's syntax; all must hold. */
export const Matchers = z
  .array(z.string())
  .default([])
  .meta({
    description:
      'Conditions on labels, all of which must hold: severity="critical", team=~"db|infra", env!="dev".',
  })
  .transform((texts, context) => {
    const matchers: Matcher[] = [];
    for (const [index, text] of texts.entries()) {
      const parsed = parseMatchers(text);
      if (parsed.ok) matchers.push(...parsed.matchers);
      else context.issues.push({ code: 'custom', message: parsed.reason, path: [index], input: text });
    }
    return matchers;
  });
