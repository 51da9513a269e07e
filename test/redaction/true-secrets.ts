/** A line that holds a secret, and the secret that must not come out. */
export interface TrueCase {
  readonly kind: string;
  readonly text: string;
  readonly secret: string;
}

type Random = () => number;

/** https://en.wikipedia.org/wiki/Linear_congruential_generator, with the constants of Numerical Recipes. */
function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';
const hex = '0123456789abcdef';
const word = lower + upper + digits;
const url = `${word}-_`;
const base64 = `${word}+/`;
const typed = `${word}!#%^*()_+-=.,?~`;

function pick(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
}

/** A password as people and machines make them: letters, digits and signs, never only a word. */
function password(random: Random): string {
  return `${pick(random, word, 5)}${pick(random, typed, 6)}${pick(random, digits, 2)}${pick(random, word, 3)}`;
}

interface SecretKind {
  readonly kind: string;
  readonly make: (random: Random) => string;
  /** Lines in which it stands as `§`. */
  readonly lines: readonly string[];
}

const anywhere: readonly string[] = [
  'level=error msg="request failed" credential=§ status=403',
  '{"time":"2026-11-23T02:41:00Z","msg":"using key §","retry":2}',
  'export SERVICE_KEY=§',
  'panic: bad key § at main.go:12',
];

/** Parts are joined at run time, so that no scanner takes this file for a leak. */
const starts = (parts: readonly string[], alphabet: string, length: number) => (random: Random) =>
  parts.join('') + pick(random, alphabet, length);

const kinds: readonly SecretKind[] = [
  {
    kind: 'password assignment',
    make: password,
    lines: [
      'password=§',
      'DB_PASSWORD: "§"',
      '{"user":"app","password":"§","ttl":3}',
      'spring.datasource.password=§',
      "  'passwd' => '§',",
      'retrying with pwd=§; attempt 3',
      '{\\"password\\":\\"§\\"}',
      'MYSQL_ROOT_PASSWORD=§ docker compose up',
      'auth:\n  username: app\n  password: §',
      'credentials:\n  token: §',
      'authorization:\n  type: Bearer\n  credentials: §',
      'authorization:\n  credentials: §',
      'cookie:\n  secret: §',
      'auth: {user: app, password: "§"}',
      'credentials: password: §',
      'auth: { token=§ }',
      'secret:\n  - token: §',
      'password: |\n  §',
      'password:\n    §\nuser: x',
    ],
  },
  {
    kind: 'secret or key assignment',
    make: starts([], word, 24),
    lines: [
      'client_secret=§&grant_type=client_credentials',
      'api_key: §',
      '{"apiKey": "§"}',
      'X-Api-Key: §',
      'consumer.secret = §',
      'signing_key="§"',
      'passphrase: §',
      'dd-api-key=§',
      'routing_key: "§"',
    ],
  },
  {
    kind: 'token assignment',
    make: starts([], word, 32),
    lines: [
      'token=§',
      'X-Vault-Token: §',
      'PRIVATE-TOKEN: §',
      'X-Auth-Token: §',
      'refresh_token=§',
      '"access_token":"§"',
    ],
  },
  {
    kind: 'authorization header',
    make: starts([], base64, 40),
    lines: [
      'Authorization: Bearer §',
      'authorization=Token §',
      '"Authorization": "ApiKey §"',
      'Proxy-Authorization: Basic §',
      'curl -H "Authorization: SSWS §" https://id.example.com',
      'sent header Bearer §',
    ],
  },
  {
    kind: 'database URL',
    make: password,
    lines: [
      'postgres://app:§@db-1:5432/orders',
      'DATABASE_URL=mysql://root:§@10.0.0.3/shop',
      'cannot connect to mongodb+srv://svc:§@cluster0.example.net/test?retryWrites=true',
      'redis://:§@cache:6379/0',
      'amqp://guest:§@rabbit:5672/%2f',
      'jdbc:postgresql://app:§@db/orders',
    ],
  },
  {
    kind: 'database URL with a slash in its password',
    make: (random) => `${pick(random, word, 6)}/${pick(random, base64, 8)}/${pick(random, word, 4)}`,
    lines: [
      'postgres://app:§@db:5432/orders',
      'redis://default:§@cache.example.com:6380',
      'amqps://svc:§@mq/prod',
      'clickhouse://ingest:§@ch-0:9000/default',
    ],
  },
  {
    kind: 'URL with user and password',
    make: starts([], word, 16),
    lines: [
      'https://deploy:§@git.example.com/a/b.git',
      'ftp://up:§@files.example.com/x',
      'http://admin:§@grafana:3000/api',
    ],
  },
  {
    kind: 'connection string with fields',
    make: (random) => `${pick(random, word, 8)}!${pick(random, word, 6)}`,
    lines: [
      'Server=tcp:sql.example.net,1433;User ID=app;Password=§;Encrypt=True;',
      'host=db user=app password=§ sslmode=require',
      'Data Source=ORCL;User Id=scott;Pwd=§;',
    ],
  },
  {
    kind: 'Azure account key',
    make: (random) => `${pick(random, base64, 86)}==`,
    lines: [
      'DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=§;EndpointSuffix=core.windows.net',
      'Endpoint=sb://bus.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=§',
    ],
  },
  {
    kind: 'private key',
    make: (random) => pick(random, base64, 64),
    lines: [
      `-----BEGIN RSA ${'PRIVATE'} KEY-----\n§\n-----END RSA ${'PRIVATE'} KEY-----`,
      `-----BEGIN ${'PRIVATE'} KEY-----\n§\n-----END ${'PRIVATE'} KEY-----`,
      `-----BEGIN OPENSSH ${'PRIVATE'} KEY-----\n§`,
      `key: "-----BEGIN EC ${'PRIVATE'} KEY-----\\n§\\n-----END EC ${'PRIVATE'} KEY-----"`,
      `-----BEGIN PGP ${'PRIVATE'} KEY BLOCK-----\n\n§\n-----END PGP ${'PRIVATE'} KEY BLOCK-----`,
    ],
  },
  {
    kind: 'JWT',
    make: (random) =>
      `ey${'J'}${pick(random, url, 30)}.ey${'J'}${pick(random, url, 60)}.${pick(random, url, 43)}`,
    lines: ['verify failed for §', 'GET /ws?jwt=§ 401', 'kubectl --token=§ get pods', 'id: §;'],
  },
  { kind: 'AWS access key id', make: starts(['AK', 'IA'], `${upper}234567`, 16), lines: anywhere },
  {
    kind: 'AWS secret key',
    make: starts([], base64, 40),
    lines: ['aws_secret_access_key = §', 'AWS_SECRET_ACCESS_KEY=§', '"SecretAccessKey": "§"'],
  },
  {
    kind: 'AWS session token',
    make: starts(['FwoG', 'ZXIv'], base64, 120),
    lines: ['AWS_SESSION_TOKEN=§', 'x-amz-security-token: §'],
  },
  { kind: 'GitHub token', make: starts(['gh', 'p_'], word, 36), lines: anywhere },
  {
    kind: 'GitHub fine-grained token',
    make: starts(['github', '_pat_'], word, 82),
    lines: anywhere.slice(0, 3),
  },
  { kind: 'GitLab token', make: starts(['gl', 'pat-'], word, 20), lines: anywhere },
  {
    kind: 'Slack bot token',
    make: (random) => `xo${'xb'}-${pick(random, digits, 12)}-${pick(random, word, 24)}`,
    lines: anywhere,
  },
  {
    kind: 'Slack app token',
    make: (random) => `xa${'pp'}-1-${pick(random, upper, 11)}-${pick(random, hex, 64)}`,
    lines: anywhere.slice(0, 2),
  },
  {
    kind: 'Slack webhook',
    make: (random) => `T${pick(random, upper, 8)}/B${pick(random, upper, 8)}/${pick(random, word, 24)}`,
    lines: [
      `https://hooks.${'slack'}.com/services/§`,
      `post to https://hooks.${'slack'}.com/services/§ failed: 404`,
    ],
  },
  {
    kind: 'Discord webhook',
    make: (random) => `${pick(random, digits, 18)}/${pick(random, url, 68)}`,
    lines: [
      `https://${'discord'}.com/api/webhooks/§`,
      `https://${'discord'}app.com/api/v10/webhooks/§?wait=true`,
    ],
  },
  {
    kind: 'Teams webhook',
    make: (random) => `${pick(random, hex, 32)}/IncomingWebhook/${pick(random, hex, 32)}`,
    lines: [
      `https://shop.webhook.${'office'}.com/webhookb2/§/7f`,
      `https://outlook.${'office'}.com/webhook/§`,
    ],
  },
  {
    kind: 'signed URL',
    make: starts([], hex, 64),
    lines: [
      'https://b.s3.amazonaws.com/dump.gz?X-Amz-Expires=3600&X-Amz-Signature=§',
      'https://shop.blob.core.windows.net/l/x?sv=2024-01-01&se=2026-01-01&sig=§',
      'Authorization: AWS4-HMAC-SHA256 Credential=x/20261112/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=§',
      'https://storage.googleapis.com/b/o?X-Goog-Expires=60&X-Goog-Signature=§&x=1',
      'https://prod-1.westeurope.logic.azure.com/workflows/f/triggers/manual?sp=%2F&sv=1.0&sig=§',
    ],
  },
  {
    kind: 'secret in a query',
    make: starts([], word, 30),
    lines: [
      'GET /v1/items?api_key=§&page=2 200',
      'GET /cb?access_token=§ 302',
      'POST /hook?token=§',
      'https://maps.example.com/js?key=§',
    ],
  },
  {
    kind: 'cookie',
    make: starts([], word, 32),
    lines: [
      'Cookie: session=§',
      'Set-Cookie: sid=§; Path=/; HttpOnly',
      'cookie: theme=dark; auth=§; lang=en',
      'GET /cart;jsessionid=§ 500',
      '"cookie":"connect.sid=§"',
    ],
  },
  {
    kind: 'password of a command',
    make: (random) => `${pick(random, word, 6)}#${pick(random, word, 6)}`,
    lines: [
      'mysql -h db -u root -p§ shop',
      'mysqldump --single-transaction -uapp -p§ orders',
      'mysqladmin -u root -p§ status',
      'mongosh -u admin -p § db',
      'redis-cli -h cache -a § INFO',
      'sshpass -p § ssh host',
      'curl -s -u admin:§ https://es:9200/_cat',
      'run --password § --verbose',
      'ldapsearch -D cn=x -w § -b dc=y',
      'docker login -u ci -p § registry.example.com',
    ],
  },
  {
    kind: 'SQL password',
    make: password,
    lines: [
      "CREATE USER app IDENTIFIED BY '§'",
      "ALTER ROLE app WITH PASSWORD '§'",
      "CREATE USER 'a'@'%' IDENTIFIED WITH mysql_native_password BY '§'",
    ],
  },
  { kind: 'netrc', make: starts([], word, 16), lines: ['machine git.example.com login ci password §'] },
  { kind: 'OpenAI key', make: starts(['sk-', 'proj-'], url, 80), lines: anywhere.slice(0, 3) },
  { kind: 'Anthropic key', make: starts(['sk-', 'ant-', 'api03-'], url, 95), lines: anywhere.slice(0, 3) },
  { kind: 'Stripe key', make: starts(['sk', '_live_'], word, 24), lines: anywhere.slice(0, 3) },
  {
    kind: 'npm token',
    make: starts(['np', 'm_'], word, 36),
    lines: [...anywhere.slice(0, 2), '//registry.npmjs.org/:_authToken=§'],
  },
  {
    kind: 'PyPI token',
    make: starts(['pyp', 'i-AgE', 'IcHlwaS5vcmc'], url, 80),
    lines: anywhere.slice(0, 2),
  },
  { kind: 'Vault token', make: starts(['hv', 's.'], word, 24), lines: anywhere.slice(0, 3) },
  {
    kind: 'SendGrid key',
    make: (random) => `S${'G.'}${pick(random, url, 22)}.${pick(random, url, 43)}`,
    lines: anywhere.slice(0, 2),
  },
  { kind: 'Google API key', make: starts(['AI', 'za'], url, 35), lines: anywhere.slice(0, 3) },
  { kind: 'Google OAuth token', make: starts(['ya', '29.'], url, 60), lines: anywhere.slice(0, 2) },
  {
    kind: 'Azure client secret',
    make: (random) => `${pick(random, word, 3)}8${'Q~'}${pick(random, url, 34)}`,
    lines: anywhere.slice(0, 2),
  },
  { kind: 'DigitalOcean token', make: starts(['do', 'p_v1_'], hex, 64), lines: anywhere.slice(0, 2) },
  { kind: 'Twilio key', make: starts(['S', 'K'], hex, 32), lines: anywhere.slice(0, 2) },
  {
    kind: 'Grafana token',
    make: (random) => `gl${'sa_'}${pick(random, word, 32)}_${pick(random, hex, 8)}`,
    lines: anywhere.slice(0, 2),
  },
  { kind: 'Databricks token', make: starts(['da', 'pi'], hex, 32), lines: anywhere.slice(0, 2) },
  { kind: 'Hugging Face token', make: starts(['h', 'f_'], lower + upper, 34), lines: anywhere.slice(0, 2) },
  { kind: 'Shopify token', make: starts(['shp', 'at_'], hex, 32), lines: anywhere.slice(0, 2) },
  {
    kind: 'Terraform token',
    make: (random) => `${pick(random, word, 14)}.atlas${'v1.'}${pick(random, word, 60)}`,
    lines: anywhere.slice(0, 2),
  },
  {
    kind: 'Telegram bot token',
    make: (random) => `${pick(random, digits, 9)}:A${'A'}${pick(random, url, 33)}`,
    lines: ['https://api.telegram.org/bot§/sendMessage', 'bot § stopped'],
  },
  {
    kind: 'PagerDuty key',
    make: starts([], hex, 32),
    lines: ['https://events.pagerduty.com/integration/§/enqueue', '{"routing_key":"§"}'],
  },
  {
    kind: 'LaunchDarkly key',
    make: (random) =>
      `sd${'k-'}${[8, 4].map((n) => pick(random, hex, n)).join('-')}-4${pick(random, hex, 3)}-${pick(random, hex, 4)}-${pick(random, hex, 12)}`,
    lines: anywhere.slice(0, 2),
  },
  { kind: 'Docker token', make: starts(['dckr', '_pat_'], url, 27), lines: anywhere.slice(0, 2) },
  {
    kind: 'Tailscale key',
    make: (random) => `ts${'key-'}auth-${pick(random, word, 12)}-${pick(random, word, 32)}`,
    lines: anywhere.slice(0, 2),
  },
  {
    kind: 'age key',
    make: starts(['AGE-', 'SECRET-', 'KEY-1'], upper + digits, 58),
    lines: anywhere.slice(0, 2),
  },
  {
    kind: 'password hash',
    make: (random) => `$2${'b$'}12$${pick(random, word, 53)}`,
    lines: ['root:§:19000:0:99999', 'admin:§'],
  },
  { kind: 'kubeconfig', make: starts([], base64, 80), lines: ['    client-key-data: §', '    token: §'] },
  {
    kind: 'docker config',
    make: starts([], base64, 36),
    lines: ['{"auths":{"registry.example.com":{"auth":"§"}}}'],
  },
  { kind: 'Sentry DSN', make: starts([], hex, 32), lines: ['dsn=https://§@o1.ingest.sentry.io/2'] },
  {
    kind: 'CI job token',
    make: starts([], word, 20),
    lines: [
      'git clone https://gitlab-ci-token:§@git.example.com/x',
      'https://x-access-token:§@github.com/a/b',
    ],
  },
];

/** Every kind in every line it may stand in, each with a secret of its own; the same ones each time. */
export function listTrueCases(): readonly TrueCase[] {
  const random = createRandom(20_261_112);
  return kinds.flatMap(({ kind, make, lines }) =>
    lines.map((line) => {
      const secret = make(random);
      return { kind, secret, text: line.replace('§', () => secret) };
    }),
  );
}
