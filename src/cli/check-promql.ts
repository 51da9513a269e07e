import { checkQuery, listMetrics } from '../verification/promql/check-query.ts';
import { checkLines, type LineVerdict } from './check-lines.ts';

export function judgePromql(line: string): LineVerdict {
  const checked = checkQuery(line);
  return checked.ok
    ? { valid: true, reason: null, metrics: listMetrics(checked.expression) }
    : { valid: false, reason: checked.reason, metrics: [] };
}

/** `check promql FILE|-`: one expression a line in, whether Prometheus would take it and which metrics it reads out. */
export function checkPromql(file: string): Promise<number> {
  return checkLines(file, judgePromql);
}
