/** The whole file at the top of the reference. */
export const completeExample = `
server:
  listen: ":8080"
  external_url: https://alerts.example.com
  auth:
    bearer_token: \${BRIDGE_TOKEN}

storage:
  path: /var/lib/llm-alert-bridge/llm-alert-bridge.db

evidence:
  collectors:
    - type: prometheus
      url: http://prometheus:9090

reasoning:
  models:
    - type: anthropic
      api_key_file: /run/secrets/anthropic-api-key
    - type: openai-compatible # asked when the first one fails
      name: ollama
      base_url: http://localhost:11434/v1
      model: qwen3:8b

notifiers:
  - type: slack
    bot_token: \${SLACK_BOT_TOKEN}
    channel: "#alerts"
  - type: slack
    name: slack-database
    bot_token: \${SLACK_BOT_TOKEN}
    channel: "#database"
  - type: pagerduty
    routing_key: \${PAGERDUTY_ROUTING_KEY}

route:
  notifiers: [slack]
  routes:
    - matchers: ['severity="critical"']
      notifiers: [pagerduty, slack]
      continue: true
    - matchers: ['team=~"db|storage"', 'env!="dev"']
      notifiers: [slack-database]
`.trimStart();

/** An item of a list of adapters, by list and type: the shortest that works, and others worth knowing. */
export const adapterExamples: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  notifiers: {
    slack: `
# One message for each incident, edited in place. The bot needs the scope chat:write, and must be in the channel.
- type: slack
  bot_token: \${SLACK_BOT_TOKEN}
  channel: "#alerts"

# An incoming webhook: a new post for each news.
- type: slack
  name: slack-webhook
  webhook_url: \${SLACK_WEBHOOK_URL}
`,
    pagerduty: `
- type: pagerduty
  routing_key: \${PAGERDUTY_ROUTING_KEY}

# The explanation as a note on the incident, in the EU.
- type: pagerduty
  name: pagerduty-eu
  routing_key: \${PAGERDUTY_ROUTING_KEY}
  events_url: https://events.eu.pagerduty.com
  rest_url: https://api.eu.pagerduty.com
  rest_token: \${PAGERDUTY_REST_TOKEN}
  from_email: alerts@example.com
`,
    webhook: `
- type: webhook
  url: https://tickets.example.com/alerts
  bearer_token_file: /run/secrets/tickets-token
`,
    console: `
- type: console
`,
  },
  'evidence.collectors': {
    prometheus: `
- type: prometheus
  url: http://prometheus:9090

# A tenant of Mimir.
- type: prometheus
  name: mimir
  url: https://mimir.example.com/prometheus
  bearer_token: \${MIMIR_TOKEN}
  headers:
    X-Scope-OrgID: shop
`,
    alertmanager: `
- type: alertmanager
  url: http://alertmanager:9093
`,
    loki: `
- type: loki
  url: http://loki:3100
  headers:
    X-Scope-OrgID: shop
  labels:
    service: [service_name, app]
`,
    elasticsearch: `
- type: elasticsearch
  url: https://elasticsearch:9200
  api_key_file: /run/secrets/elasticsearch-api-key
  index: logs-*

# OpenSearch, filled by Fluent Bit.
- type: elasticsearch
  name: opensearch
  url: https://opensearch:9200
  basic:
    username: alert-bridge
    password: \${OPENSEARCH_PASSWORD}
  index: fluent-bit-*
`,
    journal: `
- type: journal
  url: http://node-3:19531
`,
    files: `
- type: files
  folders: [/var/log/shop]
`,
    kubernetes: `
# In the cluster, with the service account of deploy/kubernetes/base/read-only.yml.
- type: kubernetes

# From outside.
- type: kubernetes
  name: staging
  url: https://staging.example.com:6443
  token_file: /etc/llm-alert-bridge/staging-token
  tls:
    ca_file: /etc/llm-alert-bridge/staging-ca.crt
`,
    changes: `
# What pipelines send to POST /api/v1/changes, see docs/changes.md.
- type: changes
  environments: [production]
`,
    grafana: `
- type: grafana
  url: https://grafana.example.com
  bearer_token: \${GRAFANA_TOKEN}
  tags: [deploy]
`,
    runbooks: `
- type: runbooks
  folders: [/etc/llm-alert-bridge/runbooks]
  hosts: [wiki.example.com]
  bearer_token_file: /run/secrets/wiki-token
`,
    history: `
- type: history
`,
    topology: `
# services: {checkout: {depends_on: [payments, orders-db]}}
- type: topology
  path: /etc/llm-alert-bridge/services.yml
`,
    bundle: `
- type: bundle
  path: demo/disk-full
`,
  },
  'reasoning.models': {
    anthropic: `
- type: anthropic
  api_key: \${ANTHROPIC_API_KEY}
`,
    openai: `
- type: openai
  api_key: \${OPENAI_API_KEY}
`,
    'openai-compatible': `
# Ollama on this machine; nothing leaves it.
- type: openai-compatible
  name: ollama
  base_url: http://localhost:11434/v1
  model: qwen3:8b
  timeout: 5m
`,
  },
};
