export interface ChangeRecipe {
  readonly title: string;
  readonly text: string;
  readonly language: string;
  readonly example: string;
}

/** How systems that make changes can tell of them. `BRIDGE_URL` and `BRIDGE_TOKEN` are set where they run. */
export const changeRecipes: readonly ChangeRecipe[] = [
  {
    title: 'Shell',
    text: 'Everything else is this.',
    language: 'sh',
    example: `
curl --silent --show-error --max-time 5 "$BRIDGE_URL/api/v1/changes" \\
  --header "Authorization: Bearer $BRIDGE_TOKEN" --header 'Content-Type: application/json' \\
  --data '{"source": "deploy-script", "id": "4711", "kind": "deploy", "service": "checkout", "version": "v2.4.0"}' || true
`,
  },
  {
    title: 'GitHub Actions',
    text: 'A step after the one that deploys. The message of a commit is free text: it goes through `jq`, never into the script.',
    language: 'yaml',
    example: `
- name: Tell the alert bridge
  if: success()
  continue-on-error: true
  env:
    BRIDGE_URL: \${{ vars.BRIDGE_URL }}
    BRIDGE_TOKEN: \${{ secrets.BRIDGE_TOKEN }}
    SUMMARY: \${{ github.event.head_commit.message }}
  run: |
    jq --null-input --arg summary "$SUMMARY" '{
        source: "github-actions", kind: "deploy", service: "checkout", environment: "production",
        id: "\\(env.GITHUB_RUN_ID)-\\(env.GITHUB_RUN_ATTEMPT)", version: env.GITHUB_SHA[:12], author: env.GITHUB_ACTOR,
        summary: ($summary | split("\\n")[0]),
        url: "\\(env.GITHUB_SERVER_URL)/\\(env.GITHUB_REPOSITORY)/actions/runs/\\(env.GITHUB_RUN_ID)"
      }' > change.json
    git show --format= --name-only HEAD | jq --raw-input --slurp 'split("\\n") | map(select(. != ""))' > files.json
    git show --format= HEAD | head -c 100000 > change.diff
    jq --slurpfile files files.json --rawfile diff change.diff '. + {files: $files[0], diff: $diff}' change.json |
      curl --silent --show-error --max-time 5 "$BRIDGE_URL/api/v1/changes" \\
        --header "Authorization: Bearer $BRIDGE_TOKEN" --header 'Content-Type: application/json' --data @-
`,
  },
  {
    title: 'GitLab CI',
    text: 'A job in the stage after the deployment.',
    language: 'yaml',
    example: `
tell-the-alert-bridge:
  stage: .post
  rules: [{ if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH }]
  allow_failure: true
  script:
    - |
      jq --null-input '{
          source: "gitlab", kind: "deploy", service: env.CI_PROJECT_NAME, environment: "production",
          id: env.CI_PIPELINE_ID, version: env.CI_COMMIT_SHORT_SHA, author: env.GITLAB_USER_LOGIN,
          summary: env.CI_COMMIT_TITLE, url: env.CI_PIPELINE_URL
        }' |
        curl --silent --show-error --max-time 5 "$BRIDGE_URL/api/v1/changes" \\
          --header "Authorization: Bearer $BRIDGE_TOKEN" --header 'Content-Type: application/json' --data @-
`,
  },
  {
    title: 'Argo CD notifications',
    text: 'In the ConfigMap `argocd-notifications-cm`; the token stands in the Secret `argocd-notifications-secret`. An application subscribes by the annotation `notifications.argoproj.io/subscribe.on-deployed.alert-bridge: ""`.',
    language: 'yaml',
    example: `
service.webhook.alert-bridge: |
  url: http://llm-alert-bridge.monitoring:8080
  headers:
    - { name: Authorization, value: Bearer $bridge-token }
    - { name: Content-Type, value: application/json }
template.change: |
  webhook:
    alert-bridge:
      method: POST
      path: /api/v1/changes
      body: |
        {"source": "argocd", "kind": "deploy", "service": "{{.app.metadata.name}}",
         "id": "{{.app.metadata.name}}-{{.app.status.operationState.finishedAt}}",
         "time": "{{.app.status.operationState.finishedAt}}",
         "version": "{{.app.status.sync.revision}}", "environment": "{{.app.spec.destination.namespace}}",
         "summary": "synced to {{.app.status.sync.revision}}"}
trigger.on-deployed: |
  - when: app.status.operationState.phase in ['Succeeded'] and app.status.health.status == 'Healthy'
    oncePer: app.status.sync.revision
    send: [change]
`,
  },
  {
    title: 'Kubernetes rollouts',
    text: 'Where `kubectl` rolls out: the revision of the Deployment is the id, so that telling it twice is harmless.',
    language: 'sh',
    example: `
kubectl --namespace shop rollout status deployment/checkout --timeout 5m
kubectl --namespace shop get deployment checkout --output json | jq '{
    source: "kubernetes", kind: "deploy", service: .metadata.name, environment: .metadata.namespace,
    id: "\\(.metadata.namespace)/\\(.metadata.name)/\\(.metadata.annotations["deployment.kubernetes.io/revision"])",
    version: (.spec.template.spec.containers[0].image | split(":")[-1]),
    summary: "images \\([.spec.template.spec.containers[].image] | join(", ")), \\(.spec.replicas) replicas",
    labels: {namespace: .metadata.namespace}
  }' |
  curl --silent --show-error --max-time 5 "$BRIDGE_URL/api/v1/changes" \\
    --header "Authorization: Bearer $BRIDGE_TOKEN" --header 'Content-Type: application/json' --data @-
`,
  },
  {
    title: 'Feature flags',
    text: 'Systems such as LaunchDarkly keep an audit log. A job reads it every minute; what it reads twice is stored once.',
    language: 'sh',
    example: `
since=$(( ($(date +%s) - 300) * 1000 ))
curl --silent --fail --header "Authorization: $LAUNCHDARKLY_TOKEN" \\
  "https://app.launchdarkly.com/api/v2/auditlog?after=$since&spec=proj/shop:env/production:flag/*" |
  jq '{changes: [.items[] | {
      source: "launchdarkly", kind: "flag", id: ._id, time: .date, environment: "production",
      service: "shop", author: .member.email, summary: "\\(.name): \\(.titleVerb // .shortDescription // "changed")"
    }]} | select(.changes != [])' |
  curl --silent --show-error --max-time 5 "$BRIDGE_URL/api/v1/changes" \\
    --header "Authorization: Bearer $BRIDGE_TOKEN" --header 'Content-Type: application/json' --data @-
`,
  },
];
