import { afterEach, describe, expect, test } from 'vitest';
import { startFakeAnthropic } from './anthropic.ts';
import { startFakeOpenAi } from './openai.ts';
import { startFakePagerDuty } from './pagerduty.ts';
import { startFakePrometheus } from './prometheus.ts';
import { startFakeSlack } from './slack.ts';

const started: { stop(): Promise<void> }[] = [];
async function start<T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const fake = await starting;
  started.push(fake);
  return fake;
}
afterEach(async () => {
  await Promise.all(started.splice(0).map((fake) => fake.stop()));
});

async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
  const response = await fetch(url, {
    ...init,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

describe('every fake', () => {
  test('ends a hanging call when it stops, and frees its port', async () => {
    const fake = await startFakePrometheus();
    fake.failAlways({ kind: 'hang' });
    const call = fetch(`${fake.url}/api/v1/query?query=up`).then(
      () => 'answered',
      () => 'broken off',
    );
    await expect.poll(() => fake.calls.length).toBe(1);
    await fake.stop();
    expect(await call).toBe('broken off');
    await expect(fetch(fake.url)).rejects.toThrow();
    const again = await start(startFakePrometheus({ port: fake.port }));
    expect(again.port).toBe(fake.port);
  });

  test('records calls, fails as planned and then works again', async () => {
    const fake = await start(startFakePrometheus({ bearerToken: 'secret' }));
    fake.failNext({ kind: 'unavailable' }, { kind: 'garbage' });
    const url = `${fake.url}/api/v1/query`;
    const form = () => fetch(url, { method: 'POST', body: new URLSearchParams({ query: 'up' }) });
    expect((await form()).status).toBe(503);
    await expect(form().then((response) => response.json())).rejects.toThrow(SyntaxError);
    expect((await form()).status).toBe(401);
    const authorized = await fetch(`${url}?query=up`, { headers: { authorization: 'Bearer secret' } });
    expect(await authorized.json()).toEqual({
      status: 'success',
      data: { resultType: 'vector', result: [] },
    });
    expect(fake.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/v1/query',
      'POST /api/v1/query',
      'POST /api/v1/query',
      'GET /api/v1/query',
    ]);
    expect(fake.calls.map(({ parameters }) => parameters['query'])).toEqual(['up', 'up', 'up', 'up']);
  });
});

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('the fake Slack', () => {
  async function startSlack() {
    const slack = await start(startFakeSlack({ channels: ['#alerts', '#database'] }));
    const call = async (method: string, args: object, token = slack.token) =>
      (await post(slack.apiUrl + method, args, { authorization: `Bearer ${token}` })).body;
    return { slack, call };
  }

  test('keeps every version of an edited message, blocks sent as a form too', async () => {
    const { slack, call } = await startSlack();
    const posted = await call('chat.postMessage', {
      channel: '#alerts',
      text: 'raw',
      blocks: [section('raw')],
    });
    expect(posted).toMatchObject({ ok: true, channel: slack.channelId('#alerts') });
    const form = {
      channel: posted.channel,
      ts: posted.ts,
      text: 'x',
      blocks: JSON.stringify([section('explained')]),
    };
    const update = await fetch(`${slack.apiUrl}chat.update`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.token}` },
      body: new URLSearchParams(form),
    });
    expect(await update.json()).toMatchObject({ ok: true, ts: posted.ts });
    const [message, ...others] = slack.messages('#alerts');
    expect(others).toEqual([]);
    expect(message).toMatchObject({ ts: posted.ts, editCount: 1, shown: 'explained' });
    expect(message?.versions.map(({ shown }) => shown)).toEqual(['raw', 'explained']);
    expect(slack.messages('#database')).toEqual([]);
  });

  test('refuses a wrong token, an unknown channel and an unknown message', async () => {
    const { slack, call } = await startSlack();
    const channel = slack.channelId('#alerts');
    const text = 'hello';
    expect(await call('chat.postMessage', { channel, text }, 'xoxb-other')).toEqual({
      ok: false,
      error: 'invalid_auth',
    });
    expect(await call('chat.postMessage', { channel: '#nowhere', text })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await call('chat.update', { channel, ts: '1.2', text })).toMatchObject({
      error: 'message_not_found',
    });
    expect(await call('chat.update', { channel: '#alerts', ts: '1.2', text })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await call('chat.postMessage', { channel })).toMatchObject({ error: 'no_text' });
  });

  const button = (text: string) => ({ type: 'button', action_id: text, text: { type: 'plain_text', text } });
  const plain = (text: string) => ({ type: 'plain_text', text });
  const times = <T>(count: number, item: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => item(index));
  const withinLimits = {
    '50 blocks': times(50, () => ({ type: 'divider' })),
    'a section of 3,000 characters': [section('x'.repeat(3_000))],
    'a header of 150 characters': [{ type: 'header', text: plain('x'.repeat(150)) }],
    '10 fields': [{ type: 'section', fields: times(10, () => plain('x')) }],
    '10 context elements': [{ type: 'context', elements: times(10, () => plain('x')) }],
    '25 buttons': [{ type: 'actions', elements: times(25, (index) => button(`b${index}`)) }],
    'a button of 75 characters': [{ type: 'actions', elements: [button('x'.repeat(75))] }],
    '13,200 characters': times(6, () => section('x'.repeat(2_200))),
  };
  test.each(Object.entries(withinLimits))('accepts %s', async (_, blocks) => {
    const { call } = await startSlack();
    expect(await call('chat.postMessage', { channel: '#alerts', blocks })).toMatchObject({ ok: true });
  });

  const beyondLimits = {
    '51 blocks': [times(51, () => ({ type: 'divider' })), 'invalid_blocks'],
    'a section of 3,001 characters': [[section('x'.repeat(3_001))], 'invalid_blocks'],
    'an empty section': [[section('')], 'invalid_blocks'],
    'a header of 151 characters': [[{ type: 'header', text: plain('x'.repeat(151)) }], 'invalid_blocks'],
    '11 fields': [[{ type: 'section', fields: times(11, () => plain('x')) }], 'invalid_blocks'],
    '11 context elements': [[{ type: 'context', elements: times(11, () => plain('x')) }], 'invalid_blocks'],
    '26 buttons': [
      [{ type: 'actions', elements: times(26, (index) => button(`b${index}`)) }],
      'invalid_blocks',
    ],
    'a button of 76 characters': [
      [{ type: 'actions', elements: [button('x'.repeat(76))] }],
      'invalid_blocks',
    ],
    'two buttons of one action_id': [
      [{ type: 'actions', elements: [button('a'), button('a')] }],
      'invalid_blocks',
    ],
    '13,206 characters': [times(6, () => section('x'.repeat(2_201))), 'msg_blocks_too_long'],
  };
  test.each(Object.entries(beyondLimits))('refuses %s', async (_, [blocks, error]) => {
    const { slack, call } = await startSlack();
    expect(await call('chat.postMessage', { channel: '#alerts', blocks })).toMatchObject({
      ok: false,
      error,
    });
    expect(slack.messages('#alerts')).toEqual([]);
  });

  test('breaks the connection with or without having stored the message', async () => {
    const { slack, call } = await startSlack();
    slack.failNext({ kind: 'reset', stored: false }, { kind: 'reset', stored: true });
    await expect(call('chat.postMessage', { channel: '#alerts', text: 'lost' })).rejects.toThrow();
    await expect(call('chat.postMessage', { channel: '#alerts', text: 'there' })).rejects.toThrow();
    expect(slack.messages('#alerts').map(({ shown }) => shown)).toEqual(['there']);
  });

  test('limits the rate with and without Retry-After', async () => {
    const { slack } = await startSlack();
    slack.failNext({ kind: 'rate_limited', retryAfterS: 7 }, { kind: 'rate_limited' });
    const [first, second] = [
      await post(slack.webhookUrl, { text: 'a' }),
      await post(slack.webhookUrl, { text: 'a' }),
    ];
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '7']);
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, null]);
  });

  test('takes messages at the webhook, and refuses as a webhook does', async () => {
    const { slack } = await startSlack();
    expect(await post(slack.webhookUrl, { text: 'hello' })).toMatchObject({ status: 200, body: 'ok' });
    expect(await post(slack.webhookUrl, '{"text":')).toMatchObject({ status: 400, body: 'invalid_payload' });
    expect(await post(`${slack.url}/services/T000/B000/other`, {})).toMatchObject({
      status: 404,
      body: 'no_service',
    });
    expect(slack.messages('#alerts').map(({ shown }) => shown)).toEqual(['hello']);
  });
});

describe('the fake PagerDuty', () => {
  test('joins triggers of one key, resolves, and opens a new incident after that', async () => {
    const pagerDuty = await start(startFakePagerDuty());
    const send = (event_action: string, summary: string) =>
      post(`${pagerDuty.url}/v2/enqueue`, {
        routing_key: pagerDuty.routingKey,
        event_action,
        dedup_key: 'group-1',
        payload: { summary, source: 'checkout', severity: 'critical' },
      });
    expect(await send('trigger', 'first')).toMatchObject({
      status: 202,
      body: { status: 'success', dedup_key: 'group-1' },
    });
    await send('trigger', 'second');
    expect(pagerDuty.incident('group-1')).toMatchObject({
      title: 'first',
      state: 'triggered',
      log: [{}, {}],
    });
    await send('resolve', 'done');
    expect(pagerDuty.incident('group-1')?.state).toBe('resolved');
    await send('trigger', 'again');
    expect(pagerDuty.incidents.map(({ title }) => title)).toEqual(['first', 'again']);
  });

  test('refuses what the Events API refuses', async () => {
    const pagerDuty = await start(startFakePagerDuty());
    const payload = { summary: 'x'.repeat(1_025), severity: 'bad' };
    const event = { routing_key: 'short', event_action: 'trigger', dedup_key: 'k'.repeat(256), payload };
    const { status, body } = await post(`${pagerDuty.url}/v2/enqueue`, event);
    expect(status).toBe(400);
    expect(body.errors).toHaveLength(5);
    expect(pagerDuty.incidents).toEqual([]);
  });

  test('finds an incident by its key and takes a note from a known user', async () => {
    const pagerDuty = await start(startFakePagerDuty());
    await post(`${pagerDuty.url}/v2/enqueue`, {
      routing_key: pagerDuty.routingKey,
      event_action: 'trigger',
      dedup_key: 'group-1',
      payload: { summary: 'down', source: 'checkout', severity: 'critical' },
    });
    const authorization = `Token token=${pagerDuty.restToken}`;
    const found = await fetch(`${pagerDuty.url}/incidents?incident_key=group-1`, {
      headers: { authorization },
    });
    const { incidents } = (await found.json()) as { incidents: { id: string }[] };
    const notesUrl = `${pagerDuty.url}/incidents/${incidents[0]?.id}/notes`;
    const note = { note: { content: 'because of the deploy' } };
    expect((await post(notesUrl, note)).status).toBe(401);
    expect((await post(notesUrl, note, { authorization })).status).toBe(400);
    expect((await post(notesUrl, note, { authorization, from: pagerDuty.user })).status).toBe(201);
    expect(pagerDuty.incident('group-1')?.notes).toMatchObject([{ content: 'because of the deploy' }]);
  });
});

describe('the fake models', () => {
  const question = { model: 'm', max_tokens: 100, messages: [{ role: 'user', content: 'why?' }] };
  const strict = (schema: object) => ({ type: 'json_schema', name: 'answer', strict: true, schema });
  const loose = { type: 'object', properties: { cause: { type: 'string' } } };

  async function startAnthropic() {
    const anthropic = await start(
      startFakeAnthropic({ models: ['m'], answer: ({ prompt }) => ({ heard: prompt }) }),
    );
    const headers = { 'x-api-key': anthropic.apiKey, 'anthropic-version': '2023-06-01' };
    return { anthropic, ask: (body: object) => post(`${anthropic.baseUrl}/messages`, body, headers) };
  }

  test('Anthropic answers with the handler’s words and counts tokens', async () => {
    const { anthropic, ask } = await startAnthropic();
    const { status, body } = await ask({ ...question, system: [{ type: 'text', text: 'be brief' }] });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      stop_reason: 'end_turn',
      content: [{ type: 'text', text: '{"heard":"why?"}' }],
    });
    expect(body.usage.input_tokens).toBeGreaterThan(0);
    expect(anthropic.asked).toMatchObject([{ model: 'm', system: 'be brief', prompt: 'why?' }]);
  });

  test('Anthropic refuses what the API refuses', async () => {
    const { anthropic, ask } = await startAnthropic();
    expect((await post(`${anthropic.baseUrl}/messages`, question)).status).toBe(401);
    expect((await ask({ ...question, max_tokens: undefined })).body.error.message).toMatch(/max_tokens/);
    expect((await ask({ ...question, model: 'other' })).body.error.type).toBe('not_found_error');
    const output_config = { format: { type: 'json_schema', schema: loose } };
    expect((await ask({ ...question, output_config })).body.error.message).toMatch(/additionalProperties/);
    expect(anthropic.asked).toEqual([]);
  });

  test('Anthropic fails as planned', async () => {
    const { anthropic, ask } = await startAnthropic();
    anthropic.failNext(
      { kind: 'overloaded' },
      { kind: 'rate_limited', retryAfterS: 3 },
      { kind: 'truncated' },
    );
    expect(await ask(question)).toMatchObject({ status: 529, body: { error: { type: 'overloaded_error' } } });
    expect((await ask(question)).headers.get('retry-after')).toBe('3');
    const cut = await ask(question);
    expect(cut.body.stop_reason).toBe('max_tokens');
    expect(() => JSON.parse(cut.body.content[0].text)).toThrow();
  });

  test('OpenAI answers over both protocols', async () => {
    const openai = await start(startFakeOpenAi({ answer: ({ prompt }) => `heard ${prompt}` }));
    const headers = { authorization: `Bearer ${openai.apiKey}` };
    const input = [{ role: 'user', content: [{ type: 'input_text', text: 'why?' }] }];
    const response = await post(`${openai.baseUrl}/responses`, { model: 'm', input }, headers);
    expect(response.body.output[0].content[0]).toMatchObject({ type: 'output_text', text: 'heard why?' });
    const chat = await post(`${openai.baseUrl}/chat/completions`, question, headers);
    expect(chat.body.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'heard why?' } });
    const format = { model: 'm', input, text: { format: strict({ ...loose, additionalProperties: false }) } };
    expect((await post(`${openai.baseUrl}/responses`, format, headers)).body.error.message).toMatch(
      /Missing 'cause'/,
    );
    openai.failNext({ kind: 'insufficient_quota' });
    expect((await post(`${openai.baseUrl}/responses`, format, headers)).body.error.code).toBe(
      'insufficient_quota',
    );
  });
});
