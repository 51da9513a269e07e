import * as openid from 'openid-client';
import type { Config } from '../../config/schema.ts';
import { AppError, toAppError } from '../../domain/errors.ts';
import { type Principal, toScopes } from './principal.ts';

type OidcConfig = NonNullable<Config['server']['access']['oidc']>;

/** What has to be remembered between leaving for the provider and coming back. */
export interface OidcRoundTrip {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

const discovered = new Map<string, Promise<openid.Configuration>>();

/** The provider's endpoints, asked for once; after a failure the next login asks again. */
function discover(oidc: OidcConfig): Promise<openid.Configuration> {
  const key = `${oidc.issuer} ${oidc.client_id}`;
  const known = discovered.get(key);
  if (known !== undefined) return known;
  const issuer = new URL(oidc.issuer);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname);
  const found = openid
    .discovery(issuer, oidc.client_id, oidc.client_secret.reveal(), undefined, {
      execute: local ? [openid.allowInsecureRequests] : [],
    })
    .catch((thrown: unknown) => {
      discovered.delete(key);
      throw new AppError({
        code: 'source_unreachable',
        message: `the OpenID provider ${oidc.issuer} does not answer: ${toAppError(thrown).message}`,
        cause: thrown,
      });
    });
  discovered.set(key, found);
  return found;
}

/** Where to send the browser: authorization code flow with PKCE, state and nonce. */
export async function startOidc(
  oidc: OidcConfig,
  options: { readonly callback: URL; readonly returnTo: string },
): Promise<{ readonly url: URL; readonly roundTrip: OidcRoundTrip }> {
  const configuration = await discover(oidc);
  const roundTrip: OidcRoundTrip = {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    verifier: openid.randomPKCECodeVerifier(),
    returnTo: options.returnTo,
  };
  const url = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: options.callback.href,
    scope: oidc.scope,
    state: roundTrip.state,
    nonce: roundTrip.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(roundTrip.verifier),
    code_challenge_method: 'S256',
  });
  return { url, roundTrip };
}

function readGroups(claim: unknown): readonly string[] {
  if (Array.isArray(claim)) return claim.filter((one): one is string => typeof one === 'string');
  return typeof claim === 'string' ? [claim] : [];
}

/** Who came back. Throws `unauthorized` when the provider's answer does not hold. */
export async function finishOidc(
  oidc: OidcConfig,
  options: { readonly answer: URL; readonly roundTrip: OidcRoundTrip },
): Promise<Principal> {
  const configuration = await discover(oidc);
  const { roundTrip } = options;
  try {
    const tokens = await openid.authorizationCodeGrant(configuration, options.answer, {
      expectedState: roundTrip.state,
      expectedNonce: roundTrip.nonce,
      pkceCodeVerifier: roundTrip.verifier,
      idTokenExpected: true,
    });
    const idClaims = tokens.claims();
    const sub = idClaims?.sub ?? '';
    // Providers put groups into the ID token, or only into the answer of the userinfo endpoint.
    const more =
      configuration.serverMetadata().userinfo_endpoint === undefined
        ? {}
        : await openid.fetchUserInfo(configuration, tokens.access_token, sub);
    const claims: Readonly<Record<string, unknown>> = { ...idClaims, ...more };
    const named = claims[oidc.name_claim];
    const groups = readGroups(claims[oidc.groups_claim]);
    return {
      name: `oidc:${typeof named === 'string' && named !== '' ? named : sub}`,
      groups: groups.map((group) => `group:${group}`),
      scopes: toScopes(oidc.roles, groups),
      csrfToken: null,
    };
  } catch (thrown) {
    throw new AppError({
      code: 'unauthorized',
      message: `the OpenID provider's answer does not hold: ${toAppError(thrown).message}; log in again`,
      cause: thrown,
    });
  }
}
