import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { duration, httpUrl, secret } from './fields.ts';
import { listSecretKeys, toConfigJsonSchema } from './json-schema.ts';
import { type ConfigParse, formatProblems, loadConfig, parseConfig } from './load.ts';
import { type AdapterSchemas, createConfigSchema } from './schema.ts';

/** Adapters that exist only here, with every kind of option that real ones have. */
const adapters: AdapterSchemas = {
  notifiers: [
    {
      id: 'chat',
      Config: z.strictObject({
        token: secret('Token.').optional(),
        webhook_url: secret('URL.').optional(),
        channel: z.string().optional(),
      }),
      check: ({ token, webhook_url: url }: { token?: unknown; webhook_url?: { reveal: () => string } }) => {
        if (token === undefined && url === undefined) return 'missing: expected token or webhook_url';
        return url === undefined || URL.canParse(url.reveal()) ? null : 'webhook_url is not a URL';
      },
    },
    { id: 'pager', Config: z.strictObject({ routing_key: secret('Key.') }) },
    { id: 'stdout', Config: z.strictObject({ width: z.int().min(40).max(200).default(100) }) },
  ],
  collectors: [
    {
      id: 'prometheus',
      Config: z.strictObject({
        url: httpUrl('Address.'),
        timeout: duration('How long.').prefault('3s'),
        headers: z.record(z.string(), z.string()).optional(),
        basic: z.strictObject({ username: z.string(), password: secret('Password.') }).optional(),
      }),
    },
  ],
  models: [{ id: 'claude', Config: z.strictObject({ api_key: secret('Key.') }) }],
};

const files: Readonly<Record<string, string>> = { '/run/key': '  key-from-file\n', '/run/empty': '\n' };

function parse(text: string, env: Readonly<Record<string, string>> = {}): ConfigParse {
  return parseConfig(text, {
    adapters,
    env,
    readFile: (path) => {
      const content = files[path];
      if (content === undefined) throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
      return content;
    },
  });
}

function config(text: string, env: Readonly<Record<string, string>> = {}) {
  const parsed = parse(text, env);
  if (!parsed.ok) throw new Error(formatProblems('test.yml', parsed.problems));
  return parsed.config;
}

/** `line:column path: message` of every problem. */
function problems(text: string, env: Readonly<Record<string, string>> = {}): readonly string[] {
  const parsed = parse(text, env);
  return parsed.ok ? [] : formatProblems('', parsed.problems).replaceAll(/^:/gm, '').split('\n');
}

/** A good file with one thing exchanged; what is given stands where the good file has the same key. */
function fileWith(given: {
  readonly top?: string;
  readonly notifiers?: string;
  readonly route?: string;
}): string {
  const { top = '', notifiers = '[{ type: stdout }]', route = '{ notifiers: [stdout] }' } = given;
  return `notifiers: ${notifiers}\nroute: ${route}\n${top}`;
}

describe('a good file', () => {
  test('may be as short as this', () => {
    const { server, route, reasoning, evidence, storage } = config(fileWith({}));
    expect(server.listen).toBe('127.0.0.1:8080');
    expect(route).toMatchObject({ notifiers: ['stdout'], matchers: [], continue: false, routes: [] });
    expect(evidence).toMatchObject({ deadline: 4000, lookback: 3_600_000, collectors: [] });
    expect(reasoning).toMatchObject({ models: [], refresh_after: 600_000 });
    expect(storage.path).toBe('data/llm-alert-bridge.db');
  });

  test('gives adapters their names, defaults and durations in milliseconds', () => {
    const { notifiers, evidence } = config(`
notifiers:
  - type: stdout
  - { type: stdout, name: wide, width: 200 }
route:
  notifiers: [stdout]
  routes:
    - matchers: ['severity="critical"', team=~"db|infra"]
      notifiers: [wide]
      continue: true
evidence:
  deadline: 1m30s
  collectors: [{ type: prometheus, url: "http://prometheus:9090/prefix/", timeout: 250ms }]
`);
    expect(notifiers).toEqual([
      { type: 'stdout', name: 'stdout', width: 100 },
      { type: 'stdout', name: 'wide', width: 200 },
    ]);
    expect(evidence.deadline).toBe(90_000);
    expect(evidence.collectors[0]).toMatchObject({ url: 'http://prometheus:9090/prefix', timeout: 250 });
  });

  test('is frozen to its leaves', () => {
    const { notifiers, route, server } = config(fileWith({}));
    expect(() => Object.assign(notifiers[0] as object, { name: 'x' })).toThrow(TypeError);
    expect(() => (route.notifiers as string[]).push('x')).toThrow(TypeError);
    expect(() => Object.assign(server, { listen: ':1' })).toThrow(TypeError);
  });
});

describe('variables', () => {
  const listenTo = (listen: string) => fileWith({ top: `server: { listen: '${listen}' }` });

  test.each([
    ['${HOST}:${PORT}', 'example.com:9000'],
    ['${NOT_SET:-0.0.0.0}:80', '0.0.0.0:80'],
    ['${NOT_SET:-}:80', ':80'],
    ['${HOST:-other}:80', 'example.com:80'],
  ])('%s is %s', (written, listen) => {
    const { server } = config(listenTo(written), { HOST: 'example.com', PORT: '9000' });
    expect(server.listen).toBe(listen);
  });

  test('$$ is a dollar sign, and a value is not expanded again', () => {
    const text = fileWith({ top: "storage: { path: '$${HOST}/${LOOP}' }" });
    expect(config(text, { HOST: 'x', LOOP: '${HOST}' }).storage.path).toBe('${HOST}/${HOST}');
  });

  test('one that is not set is a problem that says what to do', () => {
    expect(problems(listenTo('${HOST}:80'))).toEqual([
      '3:11 server.listen: environment variable HOST is not set; set it, or write ${HOST:-default}',
    ]);
  });

  test('one that is not set is not blamed a second time for not being a URL', () => {
    const top = 'evidence: { collectors: [{ type: prometheus, url: "${PROMETHEUS}" }] }';
    expect(problems(fileWith({ top }))).toHaveLength(1);
  });

  test('comments may mention variables that are not set', () => {
    expect(problems(`# \${NOT_SET}\n${fileWith({})}`)).toEqual([]);
  });
});

describe('secrets', () => {
  const canary = 'CANARY-4711';

  test('are read from a file, without the white space around them', () => {
    const [pager] = config(
      fileWith({
        notifiers: '[{ type: pager, routing_key_file: /run/key }]',
        route: '{ notifiers: [pager] }',
      }),
    ).notifiers;
    const key = pager?.['routing_key'] as { reveal: () => string } | undefined;
    expect(key?.reveal()).toBe('key-from-file');
    expect(pager).not.toHaveProperty('routing_key_file');
  });

  test('show in no way of printing the configuration', () => {
    const read = config(
      `
server: { auth: { bearer_token: ${canary}, basic: { username: me, password: ${canary} } } }
notifiers: [{ type: pager, routing_key: "\${KEY}" }]
route: { notifiers: [pager] }
reasoning: { models: [{ type: claude, api_key: ${canary} }] }
`,
      { KEY: canary },
    );
    const printed = [
      JSON.stringify(read),
      inspect(read, { depth: 20, showHidden: true }),
      `${read.notifiers[0]?.['routing_key']}`,
    ];
    expect(printed.join('\n')).not.toContain(canary);
    expect(JSON.stringify(read)).toContain('<secret>');
  });

  test('show in no problem, whatever is wrong around them', () => {
    const found = problems(
      `
server: { auth: { bearer_token: [${canary}], basic: { username: me, password: ${canary}, pasword: ${canary} } } }
notifiers:
  - { type: pager, routing_key: ${canary}, routing_key_file: /run/key }
  - { type: chat, webhook_url: ${canary} }
  - { type: chat, name: second, token: { a: ${canary} } }
  - { type: stdout, api_key: ${canary} }
route: { notifiers: [pager, chat] }
`,
    );
    expect(found).toHaveLength(5);
    expect(found.join('\n')).not.toContain(canary);
  });

  test.each([
    [
      'missing',
      '{ type: pager }',
      '1:13 notifiers[0].routing_key: missing: expected a string, as routing_key or routing_key_file',
    ],
    [
      'given twice',
      '{ type: pager, routing_key: a, routing_key_file: /run/key }',
      '1:44 notifiers[0].routing_key_file: give either routing_key or routing_key_file, not both',
    ],
    [
      'in a file that is not there',
      '{ type: pager, routing_key_file: /run/none }',
      '1:28 notifiers[0].routing_key_file: cannot read "/run/none" (ENOENT)',
    ],
    [
      'in a file that has no name',
      '{ type: pager, routing_key_file: 5 }',
      '1:28 notifiers[0].routing_key_file: expected the path of a file',
    ],
    [
      'in a file, for an adapter that checks what is inside',
      '{ type: chat, name: pager, webhook_url_file: /run/none }',
      '1:40 notifiers[0].webhook_url_file: cannot read "/run/none" (ENOENT)',
    ],
    [
      'in a variable, for an adapter that checks what is inside',
      '{ type: chat, name: pager, webhook_url: "${URL}" }',
      '1:40 notifiers[0].webhook_url: environment variable URL is not set; set it, or write ${URL:-default}',
    ],
  ])('%s is one problem', (_, notifier, problem) => {
    expect(problems(fileWith({ notifiers: `[${notifier}]`, route: '{ notifiers: [pager] }' }))).toEqual([
      problem,
    ]);
  });

  test('an empty file is no secret', () => {
    const [problem] = problems(
      fileWith({
        notifiers: '[{ type: pager, routing_key_file: /run/empty }]',
        route: '{ notifiers: [pager] }',
      }),
    );
    expect(problem).toContain('must not be empty');
  });
});

describe('problems', () => {
  test('five mistakes are five problems, each with its place, its path and what was expected', () => {
    const text = `server:
  listen: 8080
evidence:
  deadlin: 4s
notifiers:
  - type: pager
  - type: chatt
    channel: "#alerts"
route:
  notifiers: [pagerr]
`;
    expect(problems(text)).toEqual([
      '2:3 server.listen: expected a string, got a number',
      '4:3 evidence.deadlin: unknown key; did you mean "deadline"?',
      '6:5 notifiers[0].routing_key: missing: expected a string, as routing_key or routing_key_file',
      '7:5 notifiers[1].type: unknown type "chatt"; expected one of chat, pager, stdout; did you mean "chat"?',
      '10:15 route.notifiers[0]: no notifier is called "pagerr"; did you mean "pager"?',
    ]);
  });

  test.each([
    ['a key nobody knows', fileWith({ top: 'zzz: 1' }), ['3:1 zzz: unknown key']],
    [
      'an adapter option, misspelt',
      fileWith({ notifiers: '[{ type: stdout, widht: 80 }]' }),
      ['1:29 notifiers[0].widht: unknown key; did you mean "width"?'],
    ],
    [
      'an option of the route, misspelt',
      fileWith({ route: '{ notifiers: [stdout], routes: [{ matcher: [] }] }' }),
      ['2:42 route.routes[0].matcher: unknown key; did you mean "matchers"?'],
    ],
    [
      'an adapter without a type',
      fileWith({ notifiers: '[{ name: stdout }]' }),
      ['1:13 notifiers[0].type: missing: expected one of chat, pager, stdout'],
    ],
    [
      'a number that is too small',
      fileWith({ notifiers: '[{ type: stdout, width: 4 }]' }),
      ['1:29 notifiers[0].width: must be at least 40'],
    ],
    [
      'a number that is too large',
      fileWith({ notifiers: '[{ type: stdout, width: 400 }]' }),
      ['1:29 notifiers[0].width: must be at most 200'],
    ],
    [
      'a word that is not in the list',
      fileWith({ top: 'log: { level: loud }' }),
      ['3:8 log.level: expected one of debug, info, warn, error'],
    ],
    ['a mapping that is a list', fileWith({ top: 'log: []' }), ['3:1 log: expected a mapping, got a list']],
    [
      'a duration without a unit',
      fileWith({ top: 'evidence: { deadline: "30" }' }),
      ['3:13 evidence.deadline: expected a duration such as 30s, 5m or 4h'],
    ],
    [
      'a URL without http',
      fileWith({ top: 'evidence: { collectors: [{ type: prometheus, url: "prometheus:9090" }] }' }),
      ['3:46 evidence.collectors[0].url: expected a URL that starts with http:// or https://'],
    ],
    [
      'a matcher that cannot be read',
      fileWith({ route: '{ notifiers: [stdout], routes: [{ matchers: [severity] }] }' }),
      ['2:53 route.routes[0].matchers[0]: cannot read "severity"; write name="value", =~, != or !~'],
    ],
    [
      'a matcher with a broken pattern',
      fileWith({ route: `{ notifiers: [stdout], routes: [{ matchers: ['a=~"("'] }] }` }),
      ['2:53 route.routes[0].matchers[0]: "(" is not a valid regular expression'],
    ],
    [
      'a top route without a notifier',
      fileWith({ route: '{}' }),
      ['2:1 route.notifiers: the top route needs at least one notifier, so that no alert is lost'],
    ],
    [
      'a top route that picks',
      fileWith({ route: '{ notifiers: [stdout], matchers: [a=b] }' }),
      ['2:31 route.matchers: the top route takes every alert; put matchers on the routes below it'],
    ],
    [
      'a route to a notifier that is not there',
      fileWith({ route: '{ notifiers: [stdout], routes: [{ notifiers: [zzz] }] }' }),
      ['2:54 route.routes[0].notifiers[0]: no notifier is called "zzz"'],
    ],
    [
      'a route to something that has no name',
      fileWith({ route: '{ notifiers: [stdout, 5] }' }),
      ['2:30 route.notifiers[1]: expected a string, got a number'],
    ],
    [
      'a route to nothing',
      fileWith({ route: '{ notifiers: [stdout, ] , routes: [{ notifiers: [null] }] }' }),
      ['2:57 route.routes[0].notifiers[0]: expected a string, got nothing'],
    ],
    [
      'two of one name',
      fileWith({ notifiers: '[{ type: stdout }, { type: chat, token: x, name: stdout }]' }),
      ['1:55 notifiers[1].name: another one is called "stdout" already'],
    ],
    [
      'two without a name',
      fileWith({ notifiers: '[{ type: stdout }, { type: stdout }]' }),
      ['1:31 notifiers[1].name: another one is called "stdout" already'],
    ],
    [
      'options that do not go together',
      fileWith({ notifiers: '[{ type: chat, name: stdout }]' }),
      ['1:13 notifiers[0]: missing: expected token or webhook_url'],
    ],
    [
      'an empty file',
      '',
      ['1:1 notifiers: missing: expected a list', '1:1 route: missing: expected a mapping'],
    ],
  ])('%s', (_, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test.each([
    ['is not YAML', 'notifiers: [', 'not valid YAML'],
    ['has a key twice', `${fileWith({})}route: {}\n`, 'not valid YAML'],
    ['has two documents', `${fileWith({})}---\n${fileWith({})}`, 'not valid YAML'],
    [
      'has an alias of nothing, as an unquoted * makes one',
      fileWith({ top: 'storage: { path: *disk }' }),
      'not valid YAML',
    ],
    ['is a list', '- type: stdout', 'expected a mapping, got a list'],
    ['is a word', 'stdout', 'expected a mapping, got a string'],
  ])('a file that %s is told so, once', (_, text, expected) => {
    const found = problems(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^\d+:\d+ /);
    expect(found[0]).toContain(expected);
  });
});

describe('loading', () => {
  const options = { adapters, env: {} };

  test('a file that cannot be read is named, with the reason', () => {
    const readFile = () => {
      throw Object.assign(new Error('x'), { code: 'EACCES' });
    };
    expect(() => loadConfig('bridge.yml', { ...options, readFile })).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: 'cannot read the configuration file "bridge.yml" (EACCES)',
      }),
    );
  });

  test('every problem of a file is in the message, with the file before it', () => {
    const load = () => loadConfig('bridge.yml', { ...options, readFile: () => fileWith({ top: 'zzz: 1' }) });
    expect(load).toThrow(
      expect.objectContaining({ code: 'config_invalid', message: 'bridge.yml:3:1 zzz: unknown key' }),
    );
  });
});

describe('the JSON Schema', () => {
  const schema = createConfigSchema(adapters);

  test('finds the keys of all secrets', () => {
    expect([...listSecretKeys(schema)].sort()).toEqual([
      'api_key',
      'bearer_token',
      'client_secret',
      'password',
      'routing_key',
      'token',
      'url',
      'webhook_url',
    ]);
  });

  test('lets a file stand for a secret that is required', () => {
    const text = JSON.stringify(toConfigJsonSchema(schema));
    expect(text).toContain('"routing_key_file":{"type":"string"');
    expect(text).toContain(
      '"allOf":[{"anyOf":[{"required":["routing_key"]},{"required":["routing_key_file"]}]}]',
    );
    expect(text).not.toMatch(/"required":\[[^\]]*"routing_key",/);
  });

  test('refuses unknown keys, and describes every option of its own', () => {
    const undescribed: string[] = [];
    let objects = 0;
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) visit(value, `${path}/${key}`);
      const { properties, additionalProperties } = node as Record<string, unknown>;
      if (typeof properties !== 'object' || properties === null) return;
      objects += 1;
      expect(additionalProperties, path).toBe(false);
      for (const [key, value] of Object.entries(properties)) {
        const described =
          typeof value === 'object' &&
          value !== null &&
          ['description', '$ref', 'properties'].some((word) => word in value);
        if (!described && key !== 'type') undescribed.push(`${path}/${key}`);
      }
    };
    visit(
      toConfigJsonSchema(createConfigSchema({ ...adapters, notifiers: adapters.notifiers.slice(1, 2) })),
      '',
    );
    expect(objects).toBeGreaterThan(8);
    const own = undescribed.filter((path) => !/collectors|models/.test(path));
    expect(own).toEqual([]);
  });
});
