import { Liquid } from 'liquidjs';
import { AppError, toAppError } from '../../domain/errors.ts';
import type { EvidenceItem } from '../../domain/evidence.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Incident } from '../../domain/incident.ts';
import { formatTime } from '../../domain/time.ts';
import { makeVisible } from '../../domain/visible-text.ts';
import type { PromptTemplate } from './load-prompt.ts';

export interface PromptInput {
  readonly incident: Incident;
  readonly evidence: readonly EvidenceItem[];
  readonly findings: readonly Finding[];
  readonly nowMs: number;
}

export interface RenderedPrompt {
  /** The same for every incident, so that a provider can cache it. */
  readonly system: string;
  readonly user: string;
  /** The model's answer to this before, and what was wrong with it. */
  readonly repair?: { readonly answer: string; readonly problems: readonly string[] };
}

/** Longer than any useful label or log line; what is made of several may say how much it needs: `data: 3000`. */
const longestText = 600;

/**
 * Text from outside, made harmless as data: one line, nothing invisible, and nothing that looks like a tag, so that it
 * can neither close a fence nor open one.
 */
export function toData(text: unknown, limit = longestText): string {
  const oneLine = String(text).replaceAll(/[\r\n\t]+/g, ' ');
  const clean = makeVisible(oneLine).replaceAll(/<(?=[/!a-zA-Z])/g, '‹');
  return clean.length <= limit ? clean : `${clean.slice(0, limit).toWellFormed()}… (cut)`;
}

const engine = new Liquid({ strictVariables: true, strictFilters: true });
engine.registerFilter('data', toData);

/** Renders a prompt. Throws `config_invalid` when the template uses a variable that does not exist. */
export function renderPrompt(template: PromptTemplate, input: PromptInput): RenderedPrompt {
  const { incident, evidence, findings, nowMs } = input;
  const variables = {
    incident: {
      name: incident.alertName,
      severity: incident.severity,
      state: incident.state,
      startedAt: formatTime(incident.startedAtMs),
      now: formatTime(nowMs),
      summary: incident.annotations['summary'] ?? incident.annotations['description'] ?? '',
    },
    findings: findings.map(({ id, evidence: cited, text }) => ({ id, evidence: cited, text })),
    evidence: evidence
      .filter((item) => item.status === 'observed')
      .map((item) => ({
        id: item.id,
        source: item.source,
        title: item.title,
        facts: item.facts.map((fact) => fact.text),
        query: item.query ?? '',
      })),
    gaps: evidence
      .filter((item) => item.status !== 'observed')
      .map((item) => ({
        id: item.id,
        source: item.source,
        title: item.title,
        status: item.status.replace('_', ' '),
        reason: item.reason ?? '',
      })),
  };
  try {
    return {
      system: engine.parseAndRenderSync(template.system, {}),
      user: engine.parseAndRenderSync(template.user, variables),
    };
  } catch (cause) {
    throw new AppError({
      code: 'config_invalid',
      message: `prompt ${template.id} v${template.version}: ${toAppError(cause).message}`,
      cause,
    });
  }
}
