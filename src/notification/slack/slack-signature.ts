import type { Secret } from '../../domain/secret.ts';

/** A request as Slack signs it: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export interface SignedRequest {
  readonly rawBody: string;
  /** `X-Slack-Request-Timestamp`, seconds. */
  readonly timestamp: string;
  /** `X-Slack-Signature`: "v0=" and the HMAC-SHA256 of "v0:{timestamp}:{raw body}", hex. */
  readonly signature: string;
}

/** Older ones may have been recorded and sent again. */
const windowSeconds = 5 * 60;

/** Whether Slack sent this within the last five minutes. Bolt compares in constant time; it lets the future through, we do not. */
export async function isSigned(request: SignedRequest, secret: Secret, nowMs: number): Promise<boolean> {
  if (!/^\d{1,12}$/.test(request.timestamp)) return false;
  const timestamp = Number(request.timestamp);
  if (timestamp > Math.floor(nowMs / 1000) + windowSeconds) return false;
  // Bolt brings a whole web server along: only those who use buttons over HTTP load it.
  const { isValidSlackRequest } = await import('@slack/bolt');
  return isValidSlackRequest({
    signingSecret: secret.reveal(),
    body: request.rawBody,
    headers: { 'x-slack-signature': request.signature, 'x-slack-request-timestamp': timestamp },
    nowMilliseconds: nowMs,
  });
}
