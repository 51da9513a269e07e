import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { Config } from '../../config/schema.ts';
import type { Clock } from '../../domain/clock.ts';
import { isOpen } from '../access/authenticate.ts';
import { Me } from './shapes.ts';

/** Who the caller is, and how one can log in. */
export function createMeApi(config: () => Config, clock: Clock): FastifyPluginCallbackZod {
  return (api, _options, done) => {
    api.get(
      '/me',
      { schema: { summary: 'Who you are here', tags: ['access'], response: { 200: Me } } },
      (request) => {
        const { server } = config();
        return {
          name: request.principal.name,
          scopes: request.principal.scopes,
          csrfToken: request.principal.csrfToken,
          login: { oidc: server.access.oidc !== undefined, token: server.access.tokens.length > 0 },
          nowMs: clock.now(),
          readOnly: isOpen(server),
        };
      },
    );
    done();
  };
}
