import type { FastifyRequest } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Bridge } from '../../app/compose.ts';
import { reviewStates } from '../../domain/review.ts';
import { isApprover } from '../access/principal.ts';
import { DecisionRequest, Feedback, FeedbackRequest, OutcomeRequest, Review, ReviewList } from './shapes.ts';

const Params = z.object({ id: z.string() });
const mostListed = 200;

function actorOf(request: FastifyRequest): { readonly name: string; readonly via: 'page' | 'api' } {
  const { principal } = request;
  return { name: principal.name, via: principal.csrfToken === null ? 'api' : 'page' };
}

/** Deciding about suggested commands, and judging explanations. */
export function createReviewsApi(bridge: Bridge): FastifyPluginCallbackZod {
  return (api, _options, done) => {
    api.get(
      '/reviews',
      {
        schema: {
          summary: 'The review queue, what waits first',
          tags: ['reviews'],
          querystring: z.object({ state: z.enum(reviewStates).optional() }),
          response: { 200: ReviewList },
        },
      },
      async (request) => ({ items: await bridge.listReviews(request.query.state ?? null, mostListed) }),
    );
    api.post(
      '/reviews/:id/decision',
      {
        schema: {
          summary: 'Approve or reject; the first decision wins. Nothing is executed',
          tags: ['reviews'],
          params: Params,
          body: DecisionRequest,
          response: { 200: Review },
        },
      },
      async (request) => {
        const { decision, sha256, reason } = request.body;
        return bridge.decideReview({
          id: request.params.id,
          decision,
          sha256,
          reason: reason ?? null,
          actor: actorOf(request),
          mayApprove: (approvers) => isApprover(request.principal, approvers),
        });
      },
    );
    api.post(
      '/reviews/:id/outcome',
      {
        schema: {
          summary: 'What came of an approved command that a person ran',
          tags: ['reviews'],
          params: Params,
          body: OutcomeRequest,
          response: { 200: Review },
        },
      },
      async (request) =>
        bridge.giveOutcome({
          id: request.params.id,
          outcome: request.body.outcome,
          actor: actorOf(request),
        }),
    );
    api.post(
      '/incidents/:id/feedback',
      {
        schema: {
          summary: 'Whether an explanation was right',
          tags: ['incidents'],
          params: Params,
          body: FeedbackRequest,
          response: { 200: Feedback },
        },
      },
      async (request) =>
        bridge.giveFeedback({
          incidentId: request.params.id,
          analysisId: null,
          judgement: request.body.judgement,
          note: request.body.note ?? null,
          actor: actorOf(request),
        }),
    );
    done();
  };
}
