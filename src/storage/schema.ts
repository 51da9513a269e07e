import type { Kysely } from 'kysely';

/**
 * The tables. Times are epoch milliseconds in integers, JSON is text, so that the same queries serve every dialect.
 * Rows say what should be true; workers make it so.
 */
export interface Database {
  webhook_bodies: WebhookBodyRow;
  incidents: IncidentRow;
  notifications: NotificationRow;
  analyses: AnalysisRow;
  model_calls: ModelCallRow;
  model_call_parts: ModelCallPartRow;
  response_cache: ResponseCacheRow;
  open_questions: OpenQuestionRow;
  reviews: ReviewRow;
  feedback: FeedbackRow;
  audit_log: AuditRow;
  sessions: SessionRow;
  egress: EgressRow;
  changes: ChangeRow;
}

/** Every body that was answered with 2xx, as it came. */
export interface WebhookBodyRow {
  id: string;
  received_at: number;
  path: string;
  /** Why it could not be parsed; null when it could. */
  problem: string | null;
  body: string;
}

export interface IncidentRow {
  id: string;
  group_key: string;
  occurrence: number;
  revision: number;
  state: 'firing' | 'resolved';
  severity: string;
  alert_name: string;
  started_at: number;
  resolved_at: number | null;
  opened_at: number;
  updated_at: number;
  /** Notifications that told nothing new. */
  repeats: number;
  /** The incident as JSON; the columns above are copies of its fields, for queries. */
  data: string;
}

/** What one notifier should show of one incident, and what it shows. Behind while synced_revision < the incident's. */
export interface NotificationRow {
  incident_id: string;
  notifier: string;
  synced_revision: number;
  /** The incident's revision; a copy, so that rows that are behind are found by an index. */
  wanted_revision: number;
  /** The vendor's handle on the message, as JSON; null before the first post. */
  handle: string | null;
  first_synced_at: number | null;
  attempts: number;
  last_error: string | null;
  updated_at: number;
  /** When a picture was put beside the message, or tried to be; null before that. */
  picture_at: number | null;
}

export interface AnalysisRow {
  id: string;
  incident_id: string;
  state: 'pending' | 'done';
  /** Why it was wanted: "opened", "alerts joined". */
  trigger: string;
  requested_at: number;
  finished_at: number | null;
  rung: string | null;
  /** The analysis as JSON once it is done; the two columns after it are copies, for lists. */
  data: string | null;
  headline: string | null;
  cause_status: string | null;
}

/** Reserved before the call, settled after; one that is never settled still counts. */
export interface ModelCallRow {
  id: string;
  incident_id: string | null;
  /** The model's name in the configuration; the provider's id of it is in `provider_model`. */
  model: string;
  provider_model: string | null;
  alert_name: string | null;
  prompt_id: string | null;
  prompt_version: number | null;
  state: 'reserved' | 'settled';
  outcome: string | null;
  reserved_at: number;
  /** The most that the call can cost; counts as spent until it is settled. */
  reserved_usd: number;
  /** The most tokens that it can take, in the same way. */
  reserved_tokens: number;
  settled_at: number | null;
  input_tokens: number;
  cached_input_tokens: number;
  output_tokens: number;
  cost_usd: number | null;
}

/** A part of the budget that a call counts for: `team=db`. */
export interface ModelCallPartRow {
  call_id: string;
  part: string;
}

/** A question that somebody is asking just now: whoever has the same waits for the answer. */
export interface OpenQuestionRow {
  key: string;
  holder: string;
  expires_at: number;
}

/** What a model answered to a question, for when the same question comes again. */
export interface ResponseCacheRow {
  key: string;
  /** What all questions of this kind share, whatever their figures; null for one that serves its own question only. */
  situation: string | null;
  incident_id: string;
  /** The hypothesis and the model use, as JSON. */
  answer: string;
  created_at: number;
  expires_at: number;
}

/** A suggested command that a person is to approve or reject. */
export interface ReviewRow {
  id: string;
  incident_id: string;
  command: string;
  sha256: string;
  effect: string;
  dry_run: string | null;
  undo: string | null;
  purpose: string;
  state: string;
  created_at: number;
  expires_at: number;
  decided_at: number | null;
  decided_by: string | null;
  decided_via: string | null;
  reason: string | null;
  outcome: string | null;
  outcome_by: string | null;
}

/** What a person said of an explanation. */
export interface FeedbackRow {
  id: string;
  incident_id: string;
  analysis_id: string;
  judgement: string;
  note: string | null;
  given_by: string;
  via: string;
  given_at: number;
  model: string | null;
  prompt_version: number | null;
}

/** A browser that is logged in; the id itself is only in its cookie. */
export interface SessionRow {
  id_hash: string;
  /** JSON. */
  principal: string;
  csrf_token: string;
  expires_at: number;
}

/** Append-only; each row's hash covers the row before it. */
export interface AuditRow {
  seq: number;
  at: number;
  actor: string;
  action: string;
  subject: string;
  /** JSON. */
  detail: string;
  previous_hash: string;
  hash: string;
}

/** A request that left for a model or a notifier, written down before it was sent. Goes when its incident goes. */
export interface EgressRow {
  id: string;
  /** Null for what was asked without an incident, by `enrich`. */
  incident_id: string | null;
  kind: 'model' | 'notifier';
  /** The model's or notifier's name in the configuration. */
  name: string;
  method: string;
  url: string;
  /** What was sent, byte for byte but for our own credentials; null for none. */
  body: string | null;
  sent_at: number;
  answered_at: number | null;
  status: number | null;
  /** The beginning of the answer; null without one. */
  answer: string | null;
  /** Why there was no answer. */
  error: string | null;
}

/** A deploy, commit, flag or configuration change that somebody told us about. */
export interface ChangeRow {
  source: string;
  id: string;
  at: number;
  kind: string;
  service: string | null;
  received_at: number;
  /** The change as JSON; the columns above are copies of its fields, for queries. */
  data: string;
}

export type Db = Kysely<Database>;
