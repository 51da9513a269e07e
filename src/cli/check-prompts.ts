import type { Diagnosis } from '../domain/diagnosis.ts';
import { toAppError } from '../domain/errors.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import { toAlertDraft, unavailableDraft } from '../evidence/drafts.ts';
import { applyAlertGroup } from '../incidents/apply-group.ts';
import { parseWebhook } from '../intake/parse-webhook.ts';
import { listPrompts, parsePrompt, shippedPrompts } from '../reasoning/prompt/load-prompt.ts';
import { renderPrompt } from '../reasoning/prompt/render-prompt.ts';

/** An alert of nothing in particular, with a gap and a finding, so that every part of a template is rendered. */
function createSample() {
  const nowMs = Date.parse('2026-01-01T00:00:00Z');
  const body = JSON.stringify([{ labels: { alertname: 'Sample' }, annotations: { summary: 'a sample' } }]);
  const [group] = parseWebhook(body, nowMs).groups;
  if (group === undefined) throw new Error('the sample is no alert');
  const { incident } = applyAlertGroup(null, group, { nowMs, newId: 'sample' });
  const evidence: readonly EvidenceItem[] = [
    { ...toAlertDraft(incident), query: 'up', id: 'E1' },
    { ...unavailableDraft('loki', 'logs', 'timed out'), id: 'E2' },
  ];
  const finding = { kind: 'gap' as const, text: 'loki timed out', short: 'gap', evidence: ['E2'], weight: 0 };
  const change = {
    key: 'c',
    id: 'c1',
    kind: 'deploy',
    service: 'sample',
    timeMs: nowMs,
    score: 0.5,
    effect: null,
  };
  const diagnosis: Diagnosis = {
    onsetMs: nowMs,
    onsetUncertaintyMs: 30_000,
    candidates: [
      {
        ...{ service: 'sample', score: 0.9, metric: 'up', kind: 'silence', onsetMs: nowMs },
        ...{ reached: null, reason: 'it fell silent', support: [] },
      },
    ],
    isCause: false,
    changes: [{ ...change, reason: 'it came just before', support: [] }],
    otherCause: 'requests doubled',
    otherCauseKind: 'traffic_surge',
    otherCauseSupport: [],
    blastRadius: [],
    propagation: [
      { service: 'sample', atMs: nowMs, through: null },
      { service: 'other', atMs: nowMs, through: 'sample' },
    ],
    fingerprint: 'sample',
  };
  return {
    ...{ incident, evidence, diagnosis, nowMs, questionsLeft: 4, roomTokens: 200_000 },
    findings: [{ ...finding, id: 'F1' }],
  };
}

function findProblem(name: string, text: string): { readonly line: string; readonly ok: boolean } {
  try {
    const prompt = parsePrompt(text, name);
    if (name !== `${prompt.id}/v${prompt.version}.md`) {
      return { line: `${name}: its front matter says ${prompt.id} v${prompt.version}`, ok: false };
    }
    const { system, user } = renderPrompt(prompt, createSample());
    return { line: `${name}: ok, ${system.length} + ${user.length} characters`, ok: true };
  } catch (thrown) {
    return { line: toAppError(thrown).message, ok: false };
  }
}

/** `check prompts [FOLDER]`: renders every version of every prompt with a sample alert. Exit code 1 if one cannot be. */
export function checkPrompts(folder: string = shippedPrompts): number {
  const results = listPrompts(folder).map(({ name, text }) => findProblem(name, text));
  for (const { line } of results) process.stdout.write(`${line}\n`);
  return results.length > 0 && results.every(({ ok }) => ok) ? 0 : 1;
}
