import { checkLogql as checkQuery } from '../verification/logql/check-logql.ts';
import { checkLines, type LineVerdict } from './check-lines.ts';

export function judgeLogql(line: string): LineVerdict {
  const checked = checkQuery(line);
  // A query of logs reads no metrics; the field is there so that both commands answer alike.
  return { valid: checked.ok, reason: checked.ok ? null : checked.reason, metrics: [] };
}

/** `check logql FILE|-`: one expression a line in, whether Loki would take it out. */
export function checkLogql(file: string): Promise<number> {
  return checkLines(file, judgeLogql);
}
