import { describe, expect, test } from 'vitest';
import type { LogEvent } from '../logs/log-events.ts';
import { findContractBreaks } from './contract-breaks.ts';
import { parseDiff } from './diff/parse-diff.ts';
import { type FormatComplaint, readFormatComplaints } from './format-complaints.ts';

function complain(line: string): readonly FormatComplaint[] {
  const example = { key: 'l', timeMs: 0, labels: { service: 'reader' }, line, fields: {} };
  const point = { callees: [], callers: [], away: false, target: null };
  const event = {
    ...{ service: 'reader', template: line, weight: 1, atMs: 0, isNew: true, count: 9, before: 0 },
    ...{ example, point, support: ['l'], versions: new Map() },
  };
  return readFormatComplaints([event as unknown as LogEvent]);
}

function breaksOf(line: string, diff: string): readonly string[] {
  const hunks = parseDiff(`--- a/x.go\n+++ b/x.go\n@@ -1,3 +1,3 @@\n${diff}`, ['x.go']);
  return findContractBreaks(hunks, complain(line)).map(({ effect }) => effect);
}

describe('what was found and what was wanted is read from', () => {
  test.each([
    ['json: cannot unmarshal string into Go struct field Order.total of type int64', 'text', 'number'],
    ['Cannot deserialize value of type `java.math.BigDecimal` from Object value', 'object', 'number'],
    ['invalid type: string "12", expected i64 at line 1', 'text', 'number'],
    ['invalid value for "total": expected number, received string', 'text', 'number'],
    ['AvroTypeException: Found string, expecting long; decode failed', 'text', 'number'],
    ['parsing failed: cannot convert null to integer', 'absent', 'number'],
  ])('%s', (line, found, wanted) => {
    expect(complain(line)[0]).toMatchObject({ found, wanted });
  });
});

test.each([
  'connection refused by orders:8080',
  'decode failed',
  'timed out after 5s',
  'user "carl" logged in',
])('no complaint of a format that names anything: %s', (line) => {
  expect(complain(line)).toEqual([]);
});

const wantsNumber = 'json: cannot unmarshal string into Go struct field Order.total of type int64';

describe('a change is what is complained of', () => {
  test.each([
    ['a writer writes text', wantsNumber, '-out.writeNumber(x)\n+out.writeString(x.toDecimal().toString())'],
    ['a reader wants a number', wantsNumber, '-\tTotal string `json:"total"`\n+\tTotal int64 `json:"total"`'],
    ['a field has another name', "field required: 'unit_price'", '-  unitPrice: price,\n+  price: price,'],
    ['a value is new', 'unknown variant `REFUNDED`, expected one of `PAID`', '+    REFUNDED,'],
  ])('%s', (_, line, diff) => {
    expect(breaksOf(line, diff)).toHaveLength(1);
  });
});

describe('a change is not what is complained of', () => {
  test.each([
    ['another field', "field required: 'unit_price'", '-  colour: c,\n+  color: c,'],
    ['other shapes', wantsNumber, '-\tOpen bool\n+\tOpen []string'],
    ['the same line moved', "field required: 'unit_price'", '-  unitPrice: price,\n+  unitPrice: price,'],
    ['both shapes as before', wantsNumber, '-f(int(a), str(b))\n+f(str(b), int(a))'],
    ['a name in a comment only', "field required: 'unit_price'", '+// about unit_price'],
  ])('%s', (_, line, diff) => {
    expect(breaksOf(line, diff)).toEqual([]);
  });
});
