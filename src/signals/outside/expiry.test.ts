import { expect, test } from 'vitest';
import type { Point } from '../../domain/series.ts';
import { findExpiry } from './expiry.ts';

const onsetMs = Date.parse('2026-03-03T12:00:00Z');
const minuteMs = 60_000;

function find(name: string, valueAt: (secondsFromOnset: number) => number) {
  const points = Array.from({ length: 90 }, (_, index): Point => {
    const minute = index - 80;
    return [onsetMs + minute * minuteMs, valueAt(minute * 60)];
  });
  const series = [{ key: 's', name, labels: { service: 'seats' }, points }];
  return findExpiry({ series, onsetMs, edges: [{ from: 'web', to: 'seats' }] });
}

test.each([
  ['seconds that are left', 'tls_certificate_seconds_to_expiry', (second: number) => -60 - second],
  ['days that are left', 'cert_expiry_days', (second: number) => (-60 - second) / 86_400],
  ['the moment itself', 'probe_ssl_earliest_cert_expiry', () => onsetMs / 1000 - 60],
  ['a licence', 'license_remaining_seconds', (second: number) => -second],
  ['a token', 'oidc_token_expires_in_seconds', (second: number) => -second],
])('what ran out when it began is told: %s', (_, name, valueAt) => {
  const found = find(name, valueAt);
  expect(found?.text).toMatch(/of seats ran out at 2026-03-03T1[12]:/);
  expect(found?.service).toBe('seats');
});

test.each([
  ['what lasts for weeks', 'tls_certificate_seconds_to_expiry', (second: number) => 900_000 - second],
  ['what ran out long before', 'tls_certificate_seconds_to_expiry', (second: number) => -4000 - second],
  ['a moment of next year', 'probe_ssl_earliest_cert_expiry', () => onsetMs / 1000 + 3e7],
  ['keys of a cache that expire', 'cache_keys_expired_total', (second: number) => -second],
  ['a count that always was zero', 'cert_expiry_days', () => 0],
])('nothing is told of %s', (_, name, valueAt) => {
  expect(find(name, valueAt)).toBeNull();
});
