import type { MessageAnalysis, MessageLine } from '../domain/message.ts';
import { formatClockTime } from '../domain/time.ts';

/** A time as evidence has it, where a sentence speaks of it: what is quoted stays as it is. */
const spokenTime =
  /(?<=\b(?:since|at|until|till|by|from|to|between|and|after|before) |\()\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g;

/** "since 2026-11-12T02:47:00Z" → "since 02:47 UTC": as people tell the time on the same day. */
export function toClockTimes(text: string, nowMs: number): string {
  return text.replaceAll(spokenTime, (time) => formatClockTime(Date.parse(time), nowMs));
}

/** The same in every sentence of an explanation. Commands and queries stay as they are, byte for byte. */
export function showClockTimes(analysis: MessageAnalysis, nowMs: number): MessageAnalysis {
  if (analysis.state !== 'done') return analysis;
  const tell = (text: string): string => toClockTimes(text, nowMs);
  const line = <T extends MessageLine>(one: T): T => ({ ...one, text: tell(one.text) });
  return {
    ...analysis,
    rootCause: line(analysis.rootCause),
    impact: analysis.impact === null ? null : line(analysis.impact),
    alternatives: analysis.alternatives.map(line),
    remediation: analysis.remediation.map(line),
    investigation: analysis.investigation.map(line),
    prevention: analysis.prevention.map(line),
    findings: analysis.findings.map(tell),
  };
}
