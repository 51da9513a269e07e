/** What kind of file a path is of, as far as that bounds what a change of it can do to a running service. */
export type FileKind =
  | 'docs'
  | 'test'
  | 'pipeline'
  | 'style'
  | 'other_environment'
  | 'dependencies'
  | 'metrics'
  | 'alerting'
  | 'migration'
  | 'config'
  | 'code';

/** The first that fits counts. */
const patterns: readonly (readonly [RegExp, FileKind])[] = [
  [
    /(^|\/)(docs?|documentation|runbooks?)\/|\.(md|mdx|rst|adoc)$|(^|\/)(CODEOWNERS|LICENSE|NOTICE|AUTHORS|CHANGELOG|README)[^/]*$/i,
    'docs',
  ],
  [
    /(^|\/)(tests?|__tests__|testdata|fixtures|spec|mocks?|e2e|benchmarks?)\/|[._-](test|tests|spec|mock)\.[a-z]+$|(^|\/)(test_[^/]+\.py|[^/]+Tests?\.(java|cs|kt))$/i,
    'test',
  ],
  [
    /(^|\/)(\.github|\.gitlab|\.circleci|\.buildkite|\.husky|\.vscode|\.idea)\/|(^|\/)(\.gitlab-ci|\.golangci|\.eslint|\.prettier|\.editorconfig|\.pre-commit|renovate|dependabot|biome|Jenkinsfile|\.gitignore|\.gitattributes)[^/]*$/i,
    'pipeline',
  ],
  [/\.(css|scss|sass|less|svg|png|jpe?g|gif|ico|woff2?)$|(^|\/)(theme|palette|tokens)\.[a-z]+$/i, 'style'],
  [/(^|[/._-])(staging|stage|dev|develop|sandbox|local|preview|qa|uat)([/._-]|$)/i, 'other_environment'],
  [
    /(^|\/)(go\.(mod|sum|work)|package(-lock)?\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|bun\.lockb?|[\w.-]+\.lock|(requirements|constraints)[^/]*\.(txt|in)|requirements\/[^/]+\.(txt|in)|Pipfile|Cargo\.toml|Gemfile|pom\.xml|build\.gradle(\.kts)?|libs\.versions\.toml|gradle\.lockfile|Directory\.Packages\.props|packages\.config|mix\.exs|composer\.json)$/i,
    'dependencies',
  ],
  [
    /(^|\/)(alerts?|alerting|alert[-_]?rules?|prometheus[-_]?rules?|recording[-_]?rules?|grafana|dashboards?|slos?)\/[^ ]*\.(ya?ml|json|jsonnet|libsonnet|tf)$|(^|\/)[\w.-]*(alerts?|alert[-_]rules|prometheus[-_]?rules?|dashboard)\.(ya?ml|json|jsonnet|libsonnet)$/i,
    'alerting',
  ],
  [/(^|\/)(migrations?|migrate|schema|ddl)(\/|\.)|\.sql$/i, 'migration'],
  [/(^|\/)(metrics?|telemetry|tracing|trace|observability|instrumentation|dashboards?)(\/|[._])/i, 'metrics'],
  [
    /\.(ya?ml|toml|json|ini|conf|cfg|properties|env|tf|tfvars|hcl|cue|jsonnet)$|(^|\/)(config|settings|values|Dockerfile|nginx)[^/]*$/i,
    'config',
  ],
];

export function toFileKind(path: string): FileKind {
  return patterns.find(([pattern]) => pattern.test(path))?.[1] ?? 'code';
}

/** Kinds that do nothing to a running production service. */
const harmless: ReadonlySet<FileKind> = new Set([
  'docs',
  'test',
  'pipeline',
  'style',
  'other_environment',
  'alerting',
]);

export function isHarmless(kind: FileKind): boolean {
  return harmless.has(kind);
}

/** Folders whose code is built into several services. */
const shared = /(^|\/)(pkg|lib|libs|shared|common|internal|core|platform|sdk|proto|packages|vendor)\//i;

export function isShared(path: string): boolean {
  return shared.test(path);
}
