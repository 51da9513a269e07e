import type { FastifyInstance } from 'fastify';
import type { Bridge } from '../app/compose.ts';

/** A payload has the whole message with it, which has at most 50 blocks. Nobody is known yet when it is read. */
const largestBytes = 1_000_000;

function headerOf(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** `POST /slack/interactions`: what people press in Slack, signed by Slack. */
export async function addSlack(server: FastifyInstance, bridge: Bridge): Promise<void> {
  await server.register((slack, _options, done) => {
    slack.removeAllContentTypeParsers();
    slack.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: largestBytes },
      (_request, body, parsed) => parsed(null, body),
    );
    slack.post('/slack/interactions', async (request, reply) => {
      const answer = await bridge.receiveSlack({
        rawBody: typeof request.body === 'string' ? request.body : '',
        timestamp: headerOf(request.headers['x-slack-request-timestamp']),
        signature: headerOf(request.headers['x-slack-signature']),
      });
      return answer === null ? reply.status(200).send() : answer;
    });
    done();
  });
}
