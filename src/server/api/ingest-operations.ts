/**
 * OpenAPI operations of the routes that take bodies raw: what they mean is the intake's business, and nothing that an
 * Alertmanager sends is refused by a schema.
 */
const problem = { description: 'RFC 9457 problem details' };

function toIngest(summary: string, description: string) {
  return {
    post: {
      summary,
      description,
      tags: ['ingest'],
      requestBody: { required: true, content: { 'application/json': { schema: {} } } },
      responses: {
        200: { description: 'Stored, and synced to disk' },
        400: problem,
        401: problem,
        413: problem,
        503: {
          description: 'Not stored; send it again',
          headers: { 'retry-after': { schema: { type: 'integer' } } },
        },
      },
    },
  };
}

/** By path. */
export const ingestOperations = {
  '/api/v1/webhook/alertmanager': toIngest(
    'Alerts',
    "Alertmanager's webhook (version 4), Grafana's, a bare alert, or a list of alerts. What cannot be read is stored, too.",
  ),
  '/api/v1/changes': toIngest(
    'What changed',
    'A deploy, commit, flag or configuration change, or a list of them; see docs/changes.md.',
  ),
};
