import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** `If-None-Match: "a", W/"b"` or `*`. https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match */
function namesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const named = header.split(',').map((one) => one.trim().replace(/^W\//, ''));
  return named.includes('*') || named.includes(tag);
}

/** Answers to GET carry an ETag of their bytes; whoever has those bytes already gets 304 and none. */
export function addEtags(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply, payload) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads || reply.statusCode !== 200 || typeof payload !== 'string') return payload;
    const tag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`;
    // Kept by the browser alone, and asked about each time.
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (!namesTag(request.headers['if-none-match'], tag)) return payload;
    reply.status(304).removeHeader('content-length');
    return '';
  });
}
