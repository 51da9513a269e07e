import { AppError, toAppError } from '../domain/errors.ts';
import type { Actor } from '../domain/review.ts';
import type { SlackDesk } from '../notification/slack/slack-desk.ts';
import {
  type SlackDialog,
  toAnswerDialog,
  toDecisionDialog,
  toNoteDialog,
} from '../notification/slack/slack-dialog.ts';
import {
  parseInteraction,
  type ReceivedInteraction,
  readFormPayload,
  type SlackInteraction,
  type SlackPerson,
} from '../notification/slack/slack-interaction.ts';
import type { SignedRequest } from '../notification/slack/slack-signature.ts';
import type { AppContext } from './context.ts';
import { decide, findReviewFor, giveFeedback, giveOutcome } from './reviews.ts';

/** What Slack is answered at once: nothing, or what its dialog is to do. */
export type SlackAck = object | null;

/** Slack shows people an error when it is not answered within three seconds. */
const answerWithinMs = 2500;

interface Session {
  readonly context: AppContext;
  readonly desk: SlackDesk;
  readonly person: SlackPerson;
}

type Of<Kind extends SlackInteraction['kind']> = Extract<SlackInteraction, { kind: Kind }>;

function toActor({ person }: Session): Actor {
  return { name: person.name, via: 'slack' };
}

/** The text for a person of whatever went wrong. */
function explain(thrown: unknown): string {
  const error = toAppError(thrown);
  if (error.code === 'internal')
    return 'Something went wrong here, nothing was decided; the log has the details.';
  if (error.code === 'storage_unavailable') return 'The store does not answer, nothing was kept. Try again.';
  return error.message;
}

async function askReason(session: Session, { decision, value, triggerId }: Of<'ask_reason'>): Promise<void> {
  const { context, desk, person } = session;
  const review = await findReviewFor(context, {
    id: value.review,
    sha256: value.sha256,
    person: person.name,
    mayApprove: (approvers) => desk.isOneOf(person, approvers),
  });
  const { channel } = person;
  const dialog = toDecisionDialog({ review, decision, channel, nowMs: context.clock.now() });
  if (dialog === null) {
    const message = 'the command cannot be shown whole here; decide on the page';
    throw new AppError({ code: 'bad_request', message });
  }
  await desk.openDialog(triggerId, dialog);
}

async function takeDecision(session: Session, asked: Of<'decide'>): Promise<string> {
  const { context, desk, person } = session;
  const review = await decide(context, {
    id: asked.value.review,
    sha256: asked.value.sha256,
    decision: asked.decision,
    reason: asked.reason,
    actor: toActor(session),
    mayApprove: (approvers) => desk.isOneOf(person, approvers),
  });
  return review.state === 'approved'
    ? 'Approved. Nothing was run: the command to copy is in the message.'
    : 'Rejected.';
}

async function judge(session: Session, { judgement, value, triggerId }: Of<'judge'>): Promise<void> {
  const { context, desk, person } = session;
  await giveFeedback(context, {
    incidentId: value.incident,
    analysisId: value.analysis,
    judgement,
    note: null,
    actor: toActor(session),
  });
  if (judgement === 'right') return;
  await desk.openDialog(triggerId, toNoteDialog({ judgement, value, channel: person.channel }));
}

async function note(session: Session, { judgement, value, note: text }: Of<'note'>): Promise<void> {
  await giveFeedback(session.context, {
    incidentId: value.incident,
    analysisId: value.analysis,
    judgement,
    note: text,
    actor: toActor(session),
  });
}

/** Who may judge and report: whoever works in the workspace. */
async function requireColleague({ desk, person }: Session): Promise<void> {
  if (await desk.isOneOf(person, [])) return;
  throw new AppError({ code: 'forbidden', message: 'only members of this workspace may answer here' });
}

/** What is done after Slack was answered; what goes wrong is told to the person alone. */
async function act(session: Session, interaction: SlackInteraction): Promise<void> {
  switch (interaction.kind) {
    case 'ask_reason':
      return askReason(session, interaction);
    case 'outcome':
      await requireColleague(session);
      await giveOutcome(session.context, {
        id: interaction.review,
        outcome: interaction.outcome,
        actor: toActor(session),
      });
      return;
    case 'judge':
      await requireColleague(session);
      return judge(session, interaction);
    case 'note':
      await requireColleague(session);
      return note(session, interaction);
    case 'decide':
      await session.desk.tell(session.person, await takeDecision(session, interaction));
      return;
    case 'nothing':
      return;
  }
}

async function tellFailure(session: Session, thrown: unknown): Promise<void> {
  const { context, desk, person } = session;
  const error = toAppError(thrown);
  const fields = { notifier: desk.notifier, by: person.name, code: error.code, reason: error.message };
  if (error.code === 'internal') context.log.error({ ...fields, err: error }, 'a Slack button failed');
  else context.log.info(fields, 'a Slack button was refused');
  try {
    await desk.tell(person, explain(error));
  } catch (silent) {
    context.log.warn({ ...fields, cause: toAppError(silent).message }, 'nobody could be told about it');
  }
}

const toUpdate = (dialog: SlackDialog): SlackAck => ({ response_action: 'update', view: dialog });

export interface SlackInteractions {
  /** Throws `not_found` when no notifier has buttons over HTTP, `unauthorized` when Slack did not sign this now. */
  readonly receiveSigned: (request: SignedRequest) => Promise<SlackAck>;
  /** What came through a connection that we opened ourselves. */
  readonly receive: (desk: SlackDesk, payload: unknown) => Promise<SlackAck>;
  /** Resolves when all that was begun is done. */
  readonly settle: () => Promise<void>;
}

/** Takes what people press in Slack. Slack is answered at once; what takes longer is told to the person later. */
export function createSlackInteractions(context: AppContext): SlackInteractions {
  const running = new Set<Promise<unknown>>();

  function inBackground(session: Session, work: Promise<void>): void {
    const told = work.catch((thrown: unknown) => tellFailure(session, thrown));
    running.add(told);
    void told.finally(() => running.delete(told));
  }

  /** The dialog says what came of the decision; if that takes too long, a message to the person does. */
  async function decideInDialog(session: Session, asked: Of<'decide'>): Promise<SlackAck> {
    let late = false;
    const decided = takeDecision(session, asked);
    const answer = decided.then(
      () => ({ response_action: 'clear' }),
      (thrown: unknown) => {
        if (toAppError(thrown).code === 'internal') context.log.error({ err: thrown }, 'a decision failed');
        return toUpdate(toAnswerDialog(explain(thrown)));
      },
    );
    const timeout = new Promise<SlackAck>((resolve) => {
      const cancel = context.clock.after(answerWithinMs, () => {
        late = true;
        resolve(toUpdate(toAnswerDialog('This takes longer than usual. You will be told what came of it.')));
      });
      void answer.then(cancel);
    });
    inBackground(
      session,
      decided.then(
        async (text) => {
          if (late) await session.desk.tell(session.person, text);
        },
        (thrown: unknown) => {
          if (late) throw thrown;
        },
      ),
    );
    return Promise.race([answer, timeout]);
  }

  async function handle(desk: SlackDesk, { interaction, person }: ReceivedInteraction): Promise<SlackAck> {
    const session = { context, desk, person };
    context.metrics.slackInteractions.inc({ kind: interaction.kind });
    if (interaction.kind === 'decide') return decideInDialog(session, interaction);
    inBackground(session, act(session, interaction));
    return null;
  }

  async function receive(desk: SlackDesk, payload: unknown): Promise<SlackAck> {
    const received = parseInteraction(payload);
    return received === null ? null : handle(desk, received);
  }

  return {
    receive,
    receiveSigned: async (request) => {
      const desks = context.assembly().desks.filter((desk) => desk.verify !== null);
      if (desks.length === 0) {
        const message = 'no Slack notifier has a signing_secret, so that nothing is expected here';
        throw new AppError({ code: 'not_found', message });
      }
      for (const desk of desks) {
        if (await desk.verify?.(request)) return receive(desk, readFormPayload(request.rawBody));
      }
      context.metrics.slackInteractions.inc({ kind: 'refused' });
      context.log.warn({ desks: desks.map(({ notifier }) => notifier) }, 'a request was not signed by Slack');
      throw new AppError({
        code: 'unauthorized',
        message: 'Slack has not signed this within five minutes; check signing_secret and the clock',
      });
    },
    settle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
