import { expect, test } from 'vitest';
import { decideSeverity, worstSeverity } from './severity.ts';

test.each([
  [{ severity: 'critical' }, 'critical'],
  [{ severity: ' PAGE ' }, 'critical'],
  [{ priority: 'P2' }, 'error'],
  [{ severity: 'none' }, 'info'],
  [{ severity: 'purple' }, 'warning'],
  [{ severity: 'constructor' }, 'warning'],
  [{}, 'warning'],
])('the labels %j mean %s', (labels, severity) => {
  expect(decideSeverity(labels)).toBe(severity);
});

test('the worst of several severities', () => {
  expect(worstSeverity(['warning', 'critical', 'info'])).toBe('critical');
  expect(worstSeverity([])).toBe('info');
});
