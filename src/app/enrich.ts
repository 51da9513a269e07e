import { bulkhead, isBulkheadRejectedError } from 'cockatiel';
import type { Analysis } from '../domain/analysis.ts';
import { AppError } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';
import { applyAlertGroup } from '../incidents/apply-group.ts';
import { parseWebhook } from '../intake/parse-webhook.ts';
import { buildMessage } from '../notification/build-message.ts';
import type { AppContext } from './context.ts';
import { investigate } from './investigate.ts';
import { redactMessage } from './redact-message.ts';

/** What was found out about one alert group. */
export interface Enrichment {
  readonly groupKey: string;
  readonly analysis: Analysis;
  /** As a notifier would show it. */
  readonly message: Message;
}

/** Groups in one request, and investigations at a time over all requests: explaining costs money and memory. */
const mostGroups = 20;
const places = bulkhead(8, 64);

/**
 * Explains alerts without storing or forwarding them. Throws `bad_request` when the body holds no alert.
 */
export async function enrich(
  context: AppContext,
  body: string,
  signal: AbortSignal,
): Promise<readonly Enrichment[]> {
  const nowMs = context.clock.now();
  const { groups, problem } = parseWebhook(body, nowMs);
  if (problem !== null)
    throw new AppError({ code: 'bad_request', message: `cannot enrich this: ${problem}` });
  if (groups.length > mostGroups) {
    const message = `this holds ${groups.length} alert groups, at most ${mostGroups} are explained at once; send fewer`;
    throw new AppError({ code: 'bad_request', message });
  }
  const inTurn = async (work: () => Promise<Enrichment>): Promise<Enrichment> => {
    try {
      return await places.execute(work);
    } catch (thrown) {
      if (!isBulkheadRejectedError(thrown)) throw thrown;
      throw new AppError({ code: 'overloaded', message: 'too much is being explained already; try again' });
    }
  };
  return Promise.all(
    groups.map((group) =>
      inTurn(async () => {
        const { incident } = applyAlertGroup(null, group, { nowMs, newId: context.createId() });
        const result = await investigate(context, incident, signal);
        const message = buildMessage({
          incident,
          analysis: { state: 'done', id: null, result },
          reviews: [],
          feedback: [],
          superseded: false,
          nowMs: context.clock.now(),
          externalUrl: null,
        });
        return {
          groupKey: group.groupKey,
          analysis: result,
          message: await redactMessage(context, message, result.placeholders),
        };
      }),
    ),
  );
}
