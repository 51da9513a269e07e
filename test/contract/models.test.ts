import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { registry } from '../../src/app/registry.ts';
import { parseConfig } from '../../src/config/load.ts';
import { AppError, type ErrorCode } from '../../src/domain/errors.ts';
import { anthropic } from '../../src/reasoning/models/anthropic.ts';
import type { Model } from '../../src/reasoning/models/model.ts';
import { readUsage } from '../../src/reasoning/models/model-errors.ts';
import { openai } from '../../src/reasoning/models/openai.ts';
import { openaiCompatible } from '../../src/reasoning/models/openai-compatible.ts';
import { findRepair } from '../../src/reasoning/models/repair.ts';
import type { RenderedPrompt } from '../../src/reasoning/prompt/render-prompt.ts';
import { startFakeAnthropic } from '../fakes/anthropic.ts';
import type { FailureControls } from '../fakes/failure-plan.ts';
import { type HttpFake, startHttpFake } from '../fakes/http-fake.ts';
import type { ModelFailure, ModelHandler, ModelRequest, ModelUsage } from '../fakes/model-fake.ts';
import { type OpenAiFailure, startFakeOpenAi } from '../fakes/openai.ts';
import { sampleHypothesis } from '../samples.ts';

const apiKey = 'sk-CANARY-0123456789abcdef';
const prompt = {
  system: 'You help an engineer.',
  user: 'Explain the alert.',
  cacheKey: 'explain',
  mayAsk: false,
};
const usage: ModelUsage = { inputTokens: 1000, outputTokens: 200, cacheReadTokens: 400, cacheWriteTokens: 0 };
const price = { input: 10, cached_input: 1, output: 100 };

interface VendorOptions {
  readonly answer?: ModelHandler;
  readonly timeout?: string;
  readonly key?: string;
  readonly json_schema?: boolean;
  readonly system_role?: boolean;
  readonly context_tokens?: number;
}

interface Vendor {
  readonly fake: HttpFake & FailureControls<ModelFailure> & { readonly asked: readonly ModelRequest[] };
  readonly create: (baseUrl: string, options?: VendorOptions) => Model;
}

let stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops) await stop();
  stops = [];
});

const fakeOptions = (options: VendorOptions) => ({
  apiKey,
  usage,
  models: ['claude-sonnet-5-5'],
  answer: options.answer ?? (() => sampleHypothesis()),
});

function toConfig(baseUrl: string, options: VendorOptions = {}) {
  const { timeout = '5s', key = apiKey, answer: _, ...more } = options;
  return {
    ...more,
    model: 'claude-sonnet-5-5',
    api_key: key,
    base_url: baseUrl,
    timeout,
    price,
  };
}

/** Every provider, behind its own protocol. */
const vendors: Readonly<Record<string, (options: VendorOptions) => Promise<Vendor & { url: string }>>> = {
  anthropic: async (options) => {
    const fake = await startFakeAnthropic(fakeOptions(options));
    const create: Vendor['create'] = (url, more) =>
      anthropic.create('main', anthropic.Config.parse(toConfig(url, more)), { fetch });
    return { fake, create, url: fake.baseUrl };
  },
  openai: async (options) => {
    const fake = await startFakeOpenAi(fakeOptions(options));
    const create: Vendor['create'] = (url, more) =>
      openai.create('main', openai.Config.parse(toConfig(url, more)), { fetch });
    return { fake, create, url: fake.baseUrl };
  },
  'openai-compatible': async (options) => {
    const fake = await startFakeOpenAi(fakeOptions(options));
    const create: Vendor['create'] = (url, more) =>
      openaiCompatible.create('main', openaiCompatible.Config.parse(toConfig(url, more)), { fetch });
    return { fake, create, url: fake.baseUrl };
  },
};

const never = new AbortController().signal;

describe.each(Object.entries(vendors))('%s', (id, start) => {
  async function setUp(options: VendorOptions = {}) {
    const { fake, create, url } = await start(options);
    stops.push(fake.stop);
    return { fake, url, create, model: create(url, options) };
  }

  /** How asking ends: the AppError. */
  async function fail(model: Model, signal = never, asked: RenderedPrompt = prompt): Promise<AppError> {
    const thrown: unknown = await model.ask(asked, signal).then(
      () => new Error('it answered'),
      (error: unknown) => error,
    );
    if (!(thrown instanceof AppError)) throw thrown;
    return thrown;
  }

  test('answers with a hypothesis, the tokens used, and a price for them', async () => {
    const { model } = await setUp();
    const answer = await model.ask(prompt, never);
    expect(answer).toEqual({
      hypothesis: sampleHypothesis(),
      culprit: { service: null, change: null },
      questions: [],
      usage: { inputTokens: 1000, cachedInputTokens: 400, outputTokens: 200 },
    });
    expect(model).toMatchObject({ name: 'main', type: id, model: 'claude-sonnet-5-5' });
    expect(model.price).toEqual({ input: 10, cachedInput: 1, output: 100 });
  });

  test('sends the prompt, a schema and a limit of tokens, once', async () => {
    const { fake, model } = await setUp();
    await model.ask(prompt, never);
    expect(fake.requests).toHaveLength(1);
    const [asked] = fake.asked;
    expect(asked).toMatchObject({ model: 'claude-sonnet-5-5', system: prompt.system, maxOutputTokens: 4000 });
    expect(asked?.prompt).toContain(prompt.user);
    expect(asked?.schema?.['properties']).toHaveProperty('root_cause');
  });

  const failures: readonly (readonly [what: string, failure: OpenAiFailure, code: ErrorCode])[] = [
    ['a refused key', { kind: 'unauthorized' }, 'model_unauthorized'],
    ['an unknown model', { kind: 'model_not_found' }, 'model_not_found'],
    ['a limited rate', { kind: 'rate_limited' }, 'model_rate_limited'],
    ['overload', { kind: 'overloaded' }, 'model_overloaded'],
    ['a server error', { kind: 'server_error' }, 'model_unreachable'],
    ['a broken connection', { kind: 'reset' }, 'model_unreachable'],
    ['a page instead of JSON', { kind: 'html' }, 'model_bad_answer'],
    ['a gateway that fails', { kind: 'html', status: 502 }, 'model_unreachable'],
    ['an answer that was cut off', { kind: 'truncated' }, 'model_truncated'],
    ['a refusal', { kind: 'refusal' }, 'model_refused'],
    ['an empty answer', { kind: 'empty' }, 'model_empty'],
    ['an answer that breaks off on the way', { kind: 'cut' }, 'model_unreachable'],
    ['a used-up quota', { kind: 'insufficient_quota' }, 'model_quota_exhausted'],
  ];
  const those = failures.filter(([, { kind }]) => kind !== 'insufficient_quota' || id !== 'anthropic');

  test.each(those)('%s is told as such, once, and without the key', async (_, failure, code) => {
    const { fake, model } = await setUp();
    fake.failAlways(failure as ModelFailure);
    const error = await fail(model);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^main \(claude-sonnet-5-5\): /);
    expect(fake.requests).toHaveLength(1);
    expect([error.message, JSON.stringify(error), inspect(error, { depth: 10 })].join('\n')).not.toContain(
      apiKey,
    );
  });

  test.each([
    ['words', 'I think the disk is full.'],
    ['JSON of another shape', { answer: 42 }],
    ['JSON with a part missing', { ...sampleHypothesis(), impact: undefined }],
    [
      'JSON with a word that is not in the list',
      { ...sampleHypothesis(), impact: { text: 'x', evidence: [], level: 'huge' } },
    ],
  ])('an answer of %s is a bad answer', async (_, answer) => {
    const { model } = await setUp({ answer: () => answer });
    expect((await fail(model)).code).toBe('model_bad_answer');
  });

  test.each([
    ['a fence', `\`\`\`json\n${JSON.stringify(sampleHypothesis())}`],
    ['words', `Here is what I found:\n${JSON.stringify(sampleHypothesis())}\nGood luck!`],
  ])('JSON with %s around it is taken for what it is', async (_, answer) => {
    const { fake, model } = await setUp({ answer: () => answer });
    expect((await model.ask(prompt, never)).hypothesis).toEqual(sampleHypothesis());
    expect(fake.requests).toHaveLength(1);
  });

  test('an answer of a wrong shape is shown to the model once, with what is wrong with it', async () => {
    const bad = { ...sampleHypothesis(), impact: { text: 'x', evidence: [], level: 'huge' } };
    const { fake, model } = await setUp({ answer: () => bad });
    const repair = findRepair(await fail(model));
    expect(repair?.problems.join()).toMatch(/^impact\.level: /);
    await fail(model, never, { ...prompt, ...(repair === null ? {} : { repair }) });
    const asked = fake.asked[1]?.prompt ?? '';
    expect(asked).toContain('"huge"');
    expect(asked).toContain('impact.level: ');
    expect(asked.indexOf(prompt.user)).toBe(0);
  });

  test('an answer that runs in circles is told as such, and is not shown again', async () => {
    const { model } = await setUp({
      answer: () => 'the disk is full because the disk is full, and '.repeat(200),
    });
    const error = await fail(model);
    expect(error.code).toBe('model_looping');
    expect(error.message).toContain('repeats itself');
    expect(findRepair(error)).toBeNull();
  });

  test('a refused key is traced to the variable that it comes from', async () => {
    const { url } = await setUp();
    const variable = 'TEAM_MODEL_KEY';
    const models = [{ type: id, model: 'claude-sonnet-5-5', base_url: url, api_key: `\${${variable}}` }];
    const parsed = parseConfig(
      JSON.stringify({
        reasoning: { models },
        notifiers: [{ type: 'console' }],
        route: { notifiers: ['console'] },
      }),
      { adapters: registry, env: { [variable]: 'sk-WRONG-CANARY' }, readFile: () => '' },
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const [config] = parsed.config.reasoning.models;
    const adapter = registry.models.find((one) => one.id === id);
    const error = await fail(adapter?.create('main', config as never, { fetch }) as Model);
    expect(error.message).toBe(
      `main (claude-sonnet-5-5): the provider refused the API key; check environment variable ${variable} (HTTP 401)`,
    );
  });

  test('200 kB of text are no answer, and are not shown to the model again in full', async () => {
    const words = Array.from({ length: 25_000 }, (_, index) => `word${index}`).join(' ');
    const { model } = await setUp({ answer: () => words });
    const error = await fail(model);
    expect(error.code).toBe('model_bad_answer');
    expect(error.message.length).toBeLessThan(300);
    expect(findRepair(error)?.answer.length).toBeLessThanOrEqual(12_000);
  });

  test('an answer in another language is a bad answer, and the repair says what is wrong', async () => {
    const german = sampleHypothesis({
      headline: { text: 'Die Festplatte von node-3 ist voll und die Datenbank steht', evidence: ['E1'] },
      impact: { text: 'Nutzer sind seit dem Neustart nicht betroffen', evidence: ['E1'], level: 'low' },
    });
    const { model } = await setUp({ answer: () => german });
    const error = await fail(model);
    expect(error.code).toBe('model_bad_answer');
    expect(findRepair(error)?.problems).toEqual(['the answer is not in English']);
  });

  test('a model may ask back where the prompt says so, and only there', async () => {
    const questions = [{ kind: 'promql', text: 'up' }];
    const { fake, model } = await setUp({ answer: () => ({ ...sampleHypothesis(), questions }) });
    const answer = await model.ask({ ...prompt, mayAsk: true }, never);
    expect(answer.questions).toEqual(questions);
    expect(fake.asked[0]?.schema?.['properties']).toHaveProperty('questions');
    expect((await model.ask(prompt, never)).questions).toEqual([]);
    expect(fake.asked[1]?.schema?.['properties']).not.toHaveProperty('questions');
  });

  test('a server without schemas and system role is told everything in words', async () => {
    const { fake, create, url } = await setUp();
    const model = create(url, { json_schema: false, system_role: false });
    expect((await model.ask(prompt, never)).hypothesis).toEqual(sampleHypothesis());
    const [asked] = fake.asked;
    expect(asked?.schema).toBeUndefined();
    expect(asked?.system ?? '').toBe('');
    expect(asked?.prompt).toContain(prompt.system);
    expect(asked?.prompt).toContain('"root_cause"');
    expect(asked?.prompt).toContain(prompt.user);
  });

  test('a small context leaves the larger part for the question', async () => {
    const { fake, create, url } = await setUp();
    await create(url, { context_tokens: 3000 }).ask(prompt, never);
    expect(fake.asked[0]?.maxOutputTokens).toBe(1000);
  });

  test.each([
    ['an overload', { kind: 'overloaded' }, false],
    ['a server error', { kind: 'server_error' }, false],
    ['a limited rate', { kind: 'rate_limited' }, false],
    ['a broken connection', { kind: 'reset' }, true],
    ['a page instead of JSON', { kind: 'html' }, true],
  ] as const)('%s may be charged: %s', async (_, failure, charged) => {
    const { fake, model } = await setUp();
    fake.failAlways(failure as ModelFailure);
    expect((await fail(model)).context['charged']).toBe(charged);
  });

  test('where nobody listens, nothing is charged', async () => {
    const { fake, model } = await setUp();
    await fake.stop();
    expect((await fail(model)).context['charged']).toBe(false);
  });

  test('what a cut answer has used is known', async () => {
    const { fake, model } = await setUp();
    fake.failAlways({ kind: 'truncated' });
    expect(readUsage(await fail(model))).toEqual({
      inputTokens: 1000,
      cachedInputTokens: 400,
      outputTokens: 200,
    });
  });

  test('how long to wait is read from a limited rate', async () => {
    const { fake, model } = await setUp();
    fake.failNext({ kind: 'rate_limited', retryAfterS: 7 });
    expect(await fail(model)).toMatchObject({
      code: 'model_rate_limited',
      retryAfterMs: 7000,
      retryable: true,
    });
  });

  test.each([
    ['hangs', { kind: 'hang' }],
    ['stops in the middle of its answer', { kind: 'stall' }],
  ] as const)('a model that %s is given up after its timeout', async (_, failure) => {
    const { fake, model } = await setUp({ timeout: '80ms' });
    fake.failAlways(failure);
    expect(await fail(model)).toMatchObject({
      code: 'model_timeout',
      message: 'main (claude-sonnet-5-5): no answer within 80 ms',
    });
  });

  test('a stop ends the call at once', async () => {
    const { fake, model } = await setUp();
    fake.failAlways({ kind: 'hang' });
    const stop = new AbortController();
    const asking = fail(model, stop.signal);
    stop.abort();
    expect((await asking).code).toBe('model_unreachable');
  });

  test('a wrong key is not repeated', async () => {
    const { model } = await setUp({ key: 'sk-WRONG-CANARY' });
    const error = await fail(model);
    expect(error.code).toBe('model_unauthorized');
    expect(inspect(error, { depth: 10 })).not.toContain('CANARY');
  });

  test('nobody listens', async () => {
    const { fake, model } = await setUp();
    await fake.stop();
    expect((await fail(model)).code).toBe('model_unreachable');
  });

  test.each([
    [402, 'billing_error', 'Payment required'],
    [400, 'invalid_request_error', 'Your credit balance is too low to access the API.'],
  ])('%d without credit is a used-up quota, not a request to repair', async (status, type, message) => {
    const { create } = await setUp();
    const empty = await startHttpFake({ handle: () => ({ status, body: { error: { type, message } } }) });
    stops.push(empty.stop);
    expect((await fail(create(`${empty.url}/v1`))).code).toBe('model_quota_exhausted');
  });
});

test('a server in the building needs no key, and costs nothing', async () => {
  const fake = await startFakeOpenAi({ apiKey: null, answer: () => sampleHypothesis() });
  stops.push(fake.stop);
  const config = openaiCompatible.Config.parse({ model: 'llama', base_url: fake.baseUrl });
  const model = openaiCompatible.create('local', config, { fetch });
  await model.ask(prompt, never);
  expect(fake.requests[0]?.headers).not.toHaveProperty('authorization');
  expect(model.price).toEqual({ input: 0, cachedInput: 0, output: 0 });
});

test('what has the same beginning is sent to where the provider has it cached', async () => {
  const claude = await startFakeAnthropic({ apiKey, answer: () => sampleHypothesis() });
  const gpt = await startFakeOpenAi({ apiKey, answer: () => sampleHypothesis() });
  stops.push(claude.stop, gpt.stop);
  await anthropic.create('a', anthropic.Config.parse(toConfig(claude.baseUrl)), { fetch }).ask(prompt, never);
  await openai.create('o', openai.Config.parse(toConfig(gpt.baseUrl)), { fetch }).ask(prompt, never);
  expect(claude.asked[0]?.body['system']).toEqual([
    { type: 'text', text: prompt.system, cache_control: { type: 'ephemeral' } },
  ]);
  expect(gpt.asked[0]?.body['prompt_cache_key']).toBe('explain');
});

test('an Azure-style endpoint gets the key and the version where it looks for them', async () => {
  const fake = await startFakeOpenAi({ apiKey: null, answer: () => sampleHypothesis() });
  stops.push(fake.stop);
  const config = openaiCompatible.Config.parse({
    model: 'gpt',
    base_url: fake.baseUrl,
    api_key: apiKey,
    api_key_header: 'api-key',
    query: { 'api-version': '2026-10-01' },
  });
  await openaiCompatible.create('azure', config, { fetch }).ask(prompt, never);
  expect(fake.requests[0]).toMatchObject({
    headers: { 'api-key': apiKey },
    query: { 'api-version': '2026-10-01' },
  });
  expect(fake.requests[0]?.headers).not.toHaveProperty('authorization');
});
