import { type ErrorCode, errorCodes, errorMeanings } from '../../src/domain/errors.ts';
import { code, page, table } from './markdown.ts';

const intro = `
Every expected failure has one of these codes. It is \`error.code\` in an HTTP answer, the \`code\` of a log line and the
label \`code\` of [metrics](metrics.md). Branch on the code; messages are for people and may change.

An HTTP answer with an error is \`{"error": {"code": "…", "message": "…", "request_id": "…"}}\`, with the status of this
table. A command prints the message to standard error and ends with the exit code. *Retryable* says whether the same
thing may work later although nobody has changed anything.
`;

/** `docs/errors.md` */
export function renderErrorsPage(): string {
  const rows = Object.entries(errorCodes).map(([name, { http, exit, retryable }]) => [
    code(name),
    errorMeanings[name as ErrorCode],
    String(http),
    String(exit),
    retryable ? 'yes' : 'no',
  ]);
  return page('Errors', [
    intro,
    table(['Code', 'Meaning', 'HTTP status', 'Exit code', 'Retryable'], rows),
    'The exit code is 0 when all went well, and 1 as well when a command line is not understood.',
  ]);
}
