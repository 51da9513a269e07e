import { describe, expect, test } from 'vitest';
import { createManualClock } from '../../test/manual-clock.ts';
import { sampleHypothesis } from '../../test/samples.ts';
import { AppError, type ErrorCode } from '../domain/errors.ts';
import { askModels, type CallLedger, type Reservation } from './analyse.ts';
import type { Model } from './models/model.ts';
import type { TokenUsage } from './models/prices.ts';

const hypothesis = sampleHypothesis();
const culprit = { service: 'api', change: null };
const usage: TokenUsage = { inputTokens: 1000, cachedInputTokens: 400, outputTokens: 100 };
const template = { id: 'explain', version: 3, hash: 'abc', variables: [], system: '', user: '' };
const prompt = { system: 's', user: 'u', cacheKey: 'k', mayAsk: false };
const render = () => prompt;

/** A model that answers, or fails with these codes first. */
function createModel(
  name: string,
  failures: readonly (ErrorCode | AppError)[] = [],
  price: Model['price'] = { input: 2, cachedInput: 0.5, output: 10 },
): Model & { readonly calls: () => number } {
  let calls = 0;
  return {
    name,
    type: 'fake',
    model: `${name}-id`,
    price,
    local: false,
    capabilities: { jsonSchema: true, systemRole: true, contextTokens: 200_000, asksBack: false },
    maxOutputTokens: 4000,
    calls: () => calls,
    ask: () => {
      const failure = failures[calls];
      calls += 1;
      if (failure === undefined) return Promise.resolve({ hypothesis, culprit, questions: [], usage });
      return Promise.reject(
        failure instanceof AppError
          ? failure
          : new AppError({ code: failure, message: `${name}: ${failure}` }),
      );
    },
  };
}

type Refuse = (model: Model, calls: number) => Extract<Reservation, { ok: false }> | null;

const noCallsLeft = { ok: false, reason: 'the limit of calls a minute is reached', next: false } as const;

/** A ledger that remembers the calls it lets through, and the most that they may cost. */
function createLedger(refuse: Refuse) {
  const open = new Map<string, string>();
  const settled: unknown[] = [];
  const estimates: (number | null)[] = [];
  const ledger: CallLedger = {
    reserve: ({ model, estimateUsd }) => {
      const calls = open.size + settled.length;
      const refusal = refuse(model, calls);
      if (refusal !== null) return Promise.resolve(refusal);
      const id = `call-${calls + 1}`;
      open.set(id, model.name);
      estimates.push(estimateUsd);
      return Promise.resolve({ ok: true, id });
    },
    settle: (id, call) => {
      settled.push({ model: open.get(id), ...call });
      open.delete(id);
      return Promise.resolve();
    },
  };
  return { ledger, open, settled, estimates };
}

async function ask(
  models: readonly Model[],
  options: { readonly refuse?: Refuse; readonly signal?: AbortSignal } = {},
) {
  const { refuse = () => null, signal = new AbortController().signal } = options;
  const { ledger, open, settled, estimates } = createLedger(refuse);
  const answer = await askModels({ models, template, render, ledger, clock: createManualClock(), signal });
  expect(open.size, 'every reserved call is settled').toBe(0);
  return {
    answer,
    settled,
    estimates,
    codes: answer.failures.map((failure) => `${failure.name} ${failure.code}`),
  };
}

const always = (code: ErrorCode) => Array.from({ length: 9 }, () => code);

test('the first model that answers is the one that counts, and what it cost is written down', async () => {
  const second = createModel('second');
  const first = createModel('first');
  const { answer, settled } = await ask([first, second]);
  expect(answer).toEqual({
    ok: true,
    hypothesis,
    culprit,
    questions: [],
    model: first,
    failures: [],
    use: {
      name: 'first',
      model: 'first-id',
      promptId: 'explain',
      promptVersion: 3,
      promptHash: 'abc',
      ...usage,
      costUsd: (600 * 2 + 400 * 0.5 + 100 * 10) / 1e6,
      durationMs: 0,
    },
  });
  expect(settled).toEqual([{ model: 'first', outcome: 'ok', usage, costUsd: 0.0024 }]);
  expect(second.calls()).toBe(0);
});

test('the cost is not known where the price is not', async () => {
  const { answer } = await ask([createModel('first', [], null)]);
  expect(answer.ok && answer.use.costUsd).toBeNull();
});

test.each([
  ['model_unauthorized', 1, 0],
  ['model_not_found', 1, 0],
  ['model_rejected', 1, 0],
  ['model_quota_exhausted', 1, 0],
  ['model_timeout', 1, null],
  ['model_refused', 1, null],
  ['model_truncated', 1, null],
  ['model_overloaded', 2, 0],
  ['model_unreachable', 2, null],
  ['model_bad_answer', 2, null],
  ['model_rate_limited', 2, 0],
] as const)(
  'after %s the next model is asked, and the first one %d time(s), at a cost of %s',
  async (code, calls, costUsd) => {
    const first = createModel('first', always(code));
    const { answer, settled, codes } = await ask([first, createModel('second')]);
    expect(first.calls()).toBe(calls);
    expect(answer.ok && answer.use.name).toBe('second');
    expect(codes).toEqual(Array.from({ length: calls }, () => `first ${code}`));
    expect(settled).toHaveLength(calls + 1);
    expect(settled[0]).toMatchObject({ model: 'first', outcome: code, costUsd });
  },
);

test('the most that a call can cost is reserved before it: more than the answer then costs', async () => {
  const { estimates, answer } = await ask([createModel('first')]);
  expect(estimates).toHaveLength(1);
  expect(estimates[0]).toBeGreaterThan((answer.ok && answer.use.costUsd) || Number.POSITIVE_INFINITY);
  expect((await ask([createModel('first', [], null)])).estimates).toEqual([null]);
});

test('a model that recovers at the second attempt is enough', async () => {
  const { answer, codes } = await ask([createModel('first', ['model_overloaded']), createModel('second')]);
  expect(answer.ok && answer.use.name).toBe('first');
  expect(codes).toEqual(['first model_overloaded']);
});

test('a provider that asks for patience is not asked again', async () => {
  const patience = new AppError({ code: 'model_rate_limited', message: 'wait', retryAfterMs: 5000 });
  const first = createModel('first', [patience]);
  await ask([first, createModel('second')]);
  expect(first.calls()).toBe(1);
});

test('something that nobody foresaw is a failure like any other', async () => {
  const broken: Model = { ...createModel('broken'), ask: () => Promise.reject(new TypeError('oops')) };
  const { answer, codes } = await ask([broken, createModel('second')]);
  expect(answer.ok).toBe(true);
  expect(codes).toEqual(['broken internal']);
});

describe('without an answer', () => {
  test('the reason is that of the last model, and every failure is kept', async () => {
    const models = [
      createModel('first', always('model_timeout')),
      createModel('second', always('model_refused')),
    ];
    const { answer, codes } = await ask(models);
    expect(answer).toMatchObject({ ok: false, reason: 'second: model_refused' });
    expect(codes).toEqual(['first model_timeout', 'second model_refused']);
  });

  test('no model is configured', async () => {
    expect((await ask([])).answer).toEqual({ ok: false, reason: 'no model is configured', failures: [] });
  });

  test('the limit of calls is reached before the first call', async () => {
    const first = createModel('first');
    const { answer, codes, settled } = await ask([first, createModel('second')], {
      refuse: () => noCallsLeft,
    });
    expect(answer).toMatchObject({ ok: false, reason: 'first: the limit of calls a minute is reached' });
    expect(codes).toEqual(['first budget_exhausted']);
    expect(first.calls()).toBe(0);
    expect(settled).toEqual([]);
  });

  test('the limit is reached on the way: a second attempt and the next model count, too', async () => {
    const second = createModel('second');
    const { answer, codes } = await ask([createModel('first', always('model_overloaded')), second], {
      refuse: (_, calls) => (calls < 1 ? null : noCallsLeft),
    });
    expect(answer.ok).toBe(false);
    expect(codes).toEqual(['first model_overloaded', 'first budget_exhausted']);
    expect(second.calls()).toBe(0);
  });

  test('a model that the budget does not allow leaves the next one its chance, once', async () => {
    const first = createModel('first');
    const { answer, codes } = await ask([first, createModel('second')], {
      refuse: (model) => (model.name === 'first' ? { ok: false, reason: 'too dear', next: true } : null),
    });
    expect(answer.ok && answer.use.name).toBe('second');
    expect(codes).toEqual(['first budget_exhausted']);
    expect(first.calls()).toBe(0);
  });

  test('a stop ends the attempts', async () => {
    const stop = new AbortController();
    stop.abort();
    const first = createModel('first', always('model_unreachable'));
    await ask([first], { signal: stop.signal });
    expect(first.calls()).toBe(1);
  });
});

test('an outage of the provider costs nothing of the budget', async () => {
  const down = new AppError({ code: 'model_unreachable', message: 'down', context: { charged: false } });
  const { settled } = await ask([createModel('first', [down, down])]);
  expect(settled).toMatchObject([{ costUsd: 0 }, { costUsd: 0 }]);
});

test('an answer is kept though the ledger could not be written', async () => {
  const { ledger } = createLedger(() => null);
  const broken = { ...ledger, settle: () => Promise.reject(new Error('the store is full')) };
  const options = { template, render, clock: createManualClock(0), signal: new AbortController().signal };
  const answer = await askModels({ ...options, models: [createModel('first')], ledger: broken });
  expect(answer.ok).toBe(true);
});
