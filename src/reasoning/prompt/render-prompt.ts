import { Liquid, type Template } from 'liquidjs';
import type { Diagnosis } from '../../domain/diagnosis.ts';
import { AppError, toAppError } from '../../domain/errors.ts';
import type { EvidenceItem } from '../../domain/evidence.ts';
import type { Finding } from '../../domain/finding.ts';
import { estimateTokens, type Fitted, fitItems } from '../../domain/fit-items.ts';
import type { Incident } from '../../domain/incident.ts';
import { formatDuration, formatTime } from '../../domain/time.ts';
import { makeVisible } from '../../domain/visible-text.ts';
import { mapTexts } from '../../redaction/redact.ts';
import { citeKeys } from '../../signals/diagnosis-findings.ts';
import type { PromptTemplate } from './load-prompt.ts';

export interface PromptInput {
  readonly incident: Incident;
  readonly evidence: readonly EvidenceItem[];
  readonly findings: readonly Finding[];
  /** What code computed of the cause; null when it did not. */
  readonly diagnosis: Diagnosis | null;
  readonly nowMs: number;
  /** How many questions the model may ask back. */
  readonly questionsLeft: number;
  /** Tokens that the model can read. */
  readonly roomTokens: number;
}

export interface RenderedPrompt {
  /** The same for every incident, so that a provider can cache it. */
  readonly system: string;
  readonly user: string;
  /** The same for all prompts with the same beginning. */
  readonly cacheKey: string;
  /** Whether questions may be asked back. */
  readonly mayAsk: boolean;
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

/** Candidates and changes that are told; what is ranked below them explains nothing. */
const toldCandidates = 4;
const toldChanges = 3;
const toldSteps = 6;

function toOnset({ onsetMs, onsetUncertaintyMs }: Diagnosis): string {
  if (onsetMs === null) return '';
  const give = onsetUncertaintyMs === null ? '' : `, give or take ${formatDuration(onsetUncertaintyMs)}`;
  return `${formatTime(onsetMs)}${give}`;
}

function toPropagation({ propagation }: Diagnosis): string {
  if (propagation.length < 2) return '';
  const steps = propagation.slice(0, toldSteps).map(({ service, atMs, through }) => {
    const at = atMs === null ? '' : ` at ${formatTime(atMs)}`;
    return `${service}${at}${through === null ? '' : ` through ${through}`}`;
  });
  return steps.join(', then ');
}

const noDiagnosis = {
  onset: '',
  candidates: [],
  isCause: true,
  changes: [],
  otherCause: '',
  propagation: '',
};

function toDiagnosisVariables(diagnosis: Diagnosis | null, evidence: readonly EvidenceItem[]) {
  if (diagnosis === null) return noDiagnosis;
  return {
    onset: toOnset(diagnosis),
    isCause: diagnosis.isCause,
    // What nothing shows is not told, unless it comes first.
    candidates: diagnosis.candidates
      .slice(0, toldCandidates)
      .map(({ service, score, reason, support }) => ({
        service,
        score: score.toFixed(2),
        reason,
        evidence: citeKeys(support, evidence),
      }))
      .filter(({ evidence: cited }, index) => index === 0 || cited.length > 0),
    changes: diagnosis.changes
      .slice(0, toldChanges)
      .map(({ key, id, kind, service, score, reason, support }) => ({
        name: [kind, id, service].filter(Boolean).join(' '),
        score: score.toFixed(2),
        reason,
        evidence: citeKeys([key, ...support], evidence),
      })),
    otherCause: diagnosis.otherCause ?? '',
    propagation: toPropagation(diagnosis),
  };
}

/** The prompt's own words, the answer's schema, the alert and what is computed of it. */
const otherTokens = 2800;
/** More than this is not told to any model: what is below explains little, and everything costs. */
const usualEvidenceTokens = 1600;

function sizeOf(item: EvidenceItem): number {
  const { title, facts, query } = toEvidenceVariables(item);
  return estimateTokens(title.length + facts.join('; ').length + query.length + 24);
}

/** The observed items that there is room for, the most telling of each kind kept; and the others. */
function fitEvidence({ evidence, findings, diagnosis, roomTokens }: PromptInput): Fitted<EvidenceItem> {
  const observed = evidence.filter(({ status }) => status === 'observed');
  const cited = new Set(findings.flatMap((finding) => finding.evidence));
  const ranked =
    diagnosis === null ? [] : [...diagnosis.changes, ...diagnosis.candidates.slice(0, toldCandidates)];
  const backing = new Set(
    citeKeys(
      ranked.flatMap(({ support }) => support.slice(0, 2)),
      evidence,
    ),
  );
  const rank = (item: EvidenceItem): number => {
    if (item.kind === 'alert') return 0;
    if (item.primary || /^(?:diff of|runbook .*, section) /.test(item.title)) return 1;
    if (backing.has(item.id)) return 2;
    return cited.has(item.id) ? 3 : 4;
  };
  return fitItems(observed, {
    maxTokens: Math.min(usualEvidenceTokens, roomTokens - otherTokens),
    tokensOf: sizeOf,
    rankOf: rank,
    shareOf: ({ kind }) => kind,
  });
}

/** Findings that only repeat what the computed part, a line of the evidence or the list of gaps says. */
const repeatingKinds: ReadonlySet<Finding['kind']> = new Set([
  'candidate',
  'explanation',
  'gap',
  'change',
  'logs',
]);

/** Whether a finding says something more, and nothing of items that there is no room for. */
function isWorthTelling({ kind, evidence }: Finding, left: readonly EvidenceItem[]): boolean {
  return !repeatingKinds.has(kind) && !left.some(({ id }) => evidence.includes(id));
}

/** Facts of a series that has not moved: the others say the same once more. */
const factsOfStill: ReadonlySet<string> = new Set(['now', 'earlier', 'threshold', 'crossed']);

function listFacts({ kind, facts }: EvidenceItem): readonly string[] {
  const still = kind === 'series' && facts.every(({ name }) => name !== 'moving_since' && name !== 'crossed');
  const told = still ? facts.filter(({ name }) => factsOfStill.has(name)) : facts;
  return (told.length === 0 ? facts : told).map(({ text }) => text);
}

/** Times of the day on which the alert began lose their date, which the prompt names once. */
function shortenTimes<T>(value: T, day: string): T {
  return mapTexts(value, (text) =>
    text.replaceAll(`${day}T`, '').replaceAll(/(\b\d\d:\d\d:\d\d)(?:\.\d+)?Z\b/g, '$1'),
  );
}

/** What is told of an item at most; of what was asked for, more. */
const usualCharacters = 1400;
const diffCharacters = 6000;

function toEvidenceVariables(item: EvidenceItem) {
  return {
    id: item.id,
    source: item.source,
    title: item.title,
    facts: listFacts(item),
    // A plain selector is its own title.
    query: item.query === null || item.query === item.title ? '' : item.query,
    room: /^(?:diff of|runbook .*, section) /.test(item.title) ? diffCharacters : usualCharacters,
  };
}

function toVariables(template: PromptTemplate, input: PromptInput) {
  const { incident, evidence, findings, diagnosis, nowMs } = input;
  const tellsComputed = template.variables.includes('diagnosis');
  const { kept: told, left } = fitEvidence(input);
  const tooMuch = {
    id: left.map(({ id }) => id).join(' '),
    source: 'evidence',
    title: `${left.length} items`,
    status: 'left out',
    reason: 'there is no room for them here',
  };
  const variables = {
    incident: {
      name: incident.alertName,
      severity: incident.severity,
      state: incident.state,
      startedAt: formatTime(incident.startedAtMs),
      now: formatTime(nowMs),
      summary: incident.annotations['summary'] ?? incident.annotations['description'] ?? '',
    },
    diagnosis: toDiagnosisVariables(diagnosis, told),
    questions: { left: input.questionsLeft },
    findings: findings
      .filter((finding) => !tellsComputed || isWorthTelling(finding, left))
      .map(({ id, evidence: cited, text }) => ({ id, evidence: cited, text })),
    evidence: told.map(toEvidenceVariables),
    gaps: [
      ...evidence
        .filter((item) => item.status !== 'observed')
        .map((item) => ({
          id: item.id,
          source: item.source,
          title: item.title,
          status: item.status.replace('_', ' '),
          reason: item.reason ?? '',
        })),
      ...(left.length === 0 ? [] : [tooMuch]),
    ],
  };
  if (!tellsComputed) return variables;
  const day = formatTime(incident.startedAtMs).slice(0, 10);
  return { ...shortenTimes(variables, day), day };
}

type Parsed = Readonly<Record<'system' | 'user', Template[]>>;

const parsedTemplates = new WeakMap<PromptTemplate, Parsed>();

/** To read a template takes longer than to fill it in. */
function parseOnce(template: PromptTemplate): Parsed {
  const known = parsedTemplates.get(template);
  if (known !== undefined) return known;
  const parsed = { system: engine.parse(template.system), user: engine.parse(template.user) };
  parsedTemplates.set(template, parsed);
  return parsed;
}

/** Renders a prompt. Throws `config_invalid` when the template uses a variable that does not exist. */
export function renderPrompt(template: PromptTemplate, input: PromptInput): RenderedPrompt {
  const mayAsk = input.questionsLeft > 0 && template.variables.includes('questions');
  try {
    const { system, user } = parseOnce(template);
    return {
      system: String(engine.renderSync(system, {})),
      user: String(engine.renderSync(user, toVariables(template, input))),
      cacheKey: template.hash.slice(0, 32),
      mayAsk,
    };
  } catch (cause) {
    throw new AppError({
      code: 'config_invalid',
      message: `prompt ${template.id} v${template.version}: ${toAppError(cause).message}`,
      cause,
    });
  }
}
