import { writeFileSync } from 'node:fs';
import { AppError } from '../domain/errors.ts';
import { commandName } from './version.ts';

/** A configuration that works as it is and shows where to go on. */
const template = `# llm-alert-bridge configuration; every key is explained in docs/configuration.md
server:
  listen: "127.0.0.1:8080"            # ":8080" for all addresses; set auth then
  # auth:
  #   bearer_token: \${BRIDGE_TOKEN}     # what Alertmanager sends; *_file works for every secret

evidence:
  collectors:
    - type: prometheus
      url: http://localhost:9090

reasoning:
  models: []
  # - type: anthropic
  #   api_key: \${ANTHROPIC_API_KEY}
  # - type: openai-compatible          # Ollama, vLLM, LiteLLM
  #   base_url: http://localhost:11434/v1
  #   model: qwen3:8b

notifiers:
  - type: console
  # - type: slack
  #   bot_token: \${SLACK_BOT_TOKEN}     # scopes: chat:write
  #   channel: "#alerts"
  # - type: pagerduty
  #   routing_key: \${PAGERDUTY_ROUTING_KEY}

route:
  notifiers: [console]
  # routes:
  #   - matchers: ['severity="critical"']
  #     notifiers: [pagerduty, slack]
`;

/** `init [FILE]`: writes a first configuration; never over a file that is there. */
export function init(file: string): number {
  try {
    writeFileSync(file, template, { flag: 'wx' });
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    const message = exists ? `"${file}" is there already; it was left alone` : `cannot write "${file}"`;
    throw new AppError({ code: 'bad_request', message, cause });
  }
  process.stdout.write(
    `${file} written. Next: edit it, then run\n  ${commandName()} check config ${file}\n  ${commandName()} serve -c ${file}\n`,
  );
  return 0;
}
