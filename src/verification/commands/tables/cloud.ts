import type { BinarySource, BinaryTable } from '../table/command-rules.ts';

const other = 'it speaks to another server, or as somebody else';
const readsFile = 'it reads a file';

/** Which operations of a service of AWS may be asked: those whose answers hold no passwords, environments or user data. */
const awsReads: Readonly<Record<string, string>> = {
  ec2: `describe-instances describe-instance-status describe-instance-types describe-volumes describe-volume-status
    describe-snapshots describe-images describe-vpcs describe-subnets describe-route-tables describe-security-groups
    describe-security-group-rules describe-network-acls describe-network-interfaces describe-addresses
    describe-internet-gateways describe-nat-gateways describe-vpc-endpoints describe-vpc-peering-connections
    describe-transit-gateways describe-availability-zones describe-regions describe-key-pairs
    describe-tags describe-flow-logs describe-placement-groups describe-hosts
    describe-reserved-instances describe-launch-templates describe-account-attributes describe-prefix-lists
    describe-managed-prefix-lists describe-dhcp-options describe-volumes-modifications get-console-output
    describe-customer-gateways describe-egress-only-internet-gateways describe-spot-price-history`,
  autoscaling:
    'describe-auto-scaling-groups describe-auto-scaling-instances describe-scaling-activities describe-policies describe-lifecycle-hooks describe-load-balancers describe-load-balancer-target-groups describe-instance-refreshes describe-scheduled-actions describe-warm-pool describe-tags',
  elb: 'describe-load-balancers describe-instance-health describe-load-balancer-attributes describe-load-balancer-policies describe-tags describe-account-limits',
  elbv2:
    'describe-load-balancers describe-target-groups describe-target-health describe-listeners describe-rules describe-load-balancer-attributes describe-target-group-attributes describe-tags describe-account-limits describe-ssl-policies describe-listener-certificates',
  ecs: 'list-clusters list-services list-tasks list-container-instances list-task-definitions list-task-definition-families list-attributes list-account-settings describe-clusters describe-services describe-container-instances describe-capacity-providers list-tags-for-resource',
  eks: 'list-clusters list-nodegroups list-addons list-fargate-profiles list-updates list-insights describe-cluster describe-nodegroup describe-addon describe-addon-versions describe-fargate-profile describe-update describe-insight list-access-entries',
  ecr: 'describe-repositories describe-images list-images describe-image-scan-findings get-lifecycle-policy get-repository-policy',
  rds: 'describe-db-instances describe-db-clusters describe-events describe-db-snapshots describe-db-cluster-snapshots describe-db-log-files describe-pending-maintenance-actions describe-db-parameter-groups describe-db-parameters describe-db-subnet-groups describe-global-clusters describe-db-engine-versions describe-db-cluster-endpoints describe-event-categories describe-orderable-db-instance-options',
  elasticache:
    'describe-cache-clusters describe-replication-groups describe-events describe-cache-parameter-groups describe-cache-subnet-groups describe-snapshots describe-update-actions describe-serverless-caches',
  dynamodb:
    'list-tables describe-table describe-limits describe-continuous-backups describe-time-to-live list-backups list-global-tables describe-table-replica-auto-scaling',
  cloudwatch:
    'describe-alarms describe-alarms-for-metric describe-alarm-history get-metric-statistics list-metrics list-dashboards describe-anomaly-detectors',
  logs: 'describe-log-groups describe-log-streams describe-metric-filters describe-queries filter-log-events get-log-events get-query-results describe-subscription-filters',
  cloudtrail: 'lookup-events describe-trails get-trail-status list-trails',
  cloudformation:
    'describe-stack-events describe-stack-resources list-stacks list-stack-resources describe-stack-drift-detection-status list-change-sets',
  lambda:
    'get-account-settings list-event-source-mappings get-function-concurrency list-provisioned-concurrency-configs list-tags list-layers',
  sqs: 'list-queues get-queue-url list-dead-letter-source-queues get-queue-attributes',
  sns: 'list-topics list-subscriptions get-topic-attributes list-subscriptions-by-topic',
  kinesis:
    'list-streams describe-stream describe-stream-summary describe-limits list-shards list-stream-consumers',
  kafka:
    'list-clusters list-clusters-v2 describe-cluster describe-cluster-v2 list-nodes get-bootstrap-brokers list-cluster-operations',
  route53:
    'list-hosted-zones list-resource-record-sets get-hosted-zone list-health-checks get-health-check get-health-check-status get-change list-hosted-zones-by-name get-health-check-last-failure-reason',
  iam: 'list-users list-groups list-roles list-policies list-attached-role-policies list-attached-user-policies list-role-policies get-role get-policy get-user get-account-summary list-instance-profiles list-groups-for-user list-account-aliases list-mfa-devices',
  s3api:
    'list-buckets get-bucket-location get-bucket-versioning get-bucket-lifecycle-configuration get-bucket-policy-status get-bucket-encryption get-bucket-logging get-bucket-replication get-bucket-tagging head-bucket get-public-access-block get-bucket-policy list-objects-v2 list-objects head-object get-bucket-acl',
  ssm: 'describe-instance-information list-associations describe-instance-patch-states list-inventory-entries describe-maintenance-windows list-documents',
  acm: 'list-certificates describe-certificate',
  sts: 'get-caller-identity',
  health: 'describe-events describe-event-details describe-affected-entities',
  'service-quotas': 'list-service-quotas get-service-quota list-services',
  cloudfront: 'list-distributions list-invalidations list-cache-policies',
  efs: 'describe-file-systems describe-mount-targets describe-access-points',
  opensearch: 'list-domain-names describe-domain describe-domain-health describe-domain-nodes',
  es: 'list-domain-names describe-elasticsearch-domain',
  redshift: 'describe-clusters describe-events',
  guardduty: 'list-detectors list-findings',
  events: 'list-rules describe-rule list-targets-by-rule list-event-buses',
  stepfunctions: 'list-state-machines list-executions',
  apigateway: 'get-rest-apis get-stages get-resources',
  apigatewayv2: 'get-apis get-routes',
  organizations: 'list-accounts describe-organization',
  backup: 'list-backup-jobs list-backup-plans list-backup-vaults list-restore-jobs',
  ce: 'get-cost-and-usage',
  configservice:
    'describe-compliance-by-config-rule describe-config-rules describe-configuration-recorder-status',
  docdb: 'describe-db-clusters describe-db-instances',
  emr: 'list-clusters list-steps list-instances',
  glue: 'list-crawlers',
  wafv2: 'list-web-acls list-ip-sets',
};

const awsFlags = `--region=region --output={json|text|table|yaml|yaml-stream} --query=cloud-query --no-cli-pager --no-paginate --page-size=count
  --max-items=count --starting-token=word --no-color --color={on|off|auto} --profile=plain-name --cli-read-timeout=count
  --cli-connect-timeout=count --filters=cloud-value+ --filter=cloud-value+ --max-results=count --max-records=count
  --limit=count --dry-run --no-dry-run --include=cloud-value+ --attribute-names=cloud-value+ --attributes=cloud-value+
  --start-time=cloud-value --end-time=cloud-value --period=count --statistics=word+ --extended-statistics=word+
  --dimensions=cloud-value+ --namespace=cloud-value --unit=word --state-value={OK|ALARM|INSUFFICIENT_DATA}
  --log-group-name-prefix=cloud-value --log-stream-name-prefix=cloud-value --filter-pattern=cloud-value --lookup-attributes=cloud-value+
  --desired-status=word --launch-type=word --status=word --statuses=word+ --descending --no-descending --order-by=word
  --cluster=cloud-value --clusters=cloud-value+ --services=cloud-value+ --tasks=cloud-value+ --service=cloud-value
  --bucket=cloud-value --prefix=cloud-value --key=cloud-value --owner=cloud-value --owners=cloud-value+ --location-type=word
  --names=cloud-value+ --name=cloud-value --path-prefix=cloud-value --scope={All|AWS|Local} --all-regions --include-all-instances
  --duration=count --source-type=word --source-identifier=cloud-value --event-categories=cloud-value+ --alarm-types=word+
  --show-cache-node-info --max-datapoints=count --granularity=word --metrics=word+ --group-by=cloud-value --time-period=cloud-value
  --start-from-head --no-start-from-head --latest --no-include-all-instances --resource-arn=cloud-value --scan-by=word
  /--[a-z]+(-[a-z]+)*-(id|ids|name|names|arn|arns|identifier|identifiers|prefix|url)/=cloud-value+`;

const aws: BinarySource = {
  never: {
    '--endpoint-url --ca-bundle --no-verify-ssl --no-sign-request': other,
    '--cli-input-json --cli-input-yaml --generate-cli-skeleton --cli-auto-prompt --cli-binary-format':
      readsFile,
    '--debug': 'it shows what it sends',
    '--with-decryption --include-user-data': 'it shows secrets',
  },
  flags:
    '--region=region --output={json|text|table|yaml|yaml-stream} --profile=plain-name --no-cli-pager --query=cloud-query --color={on|off|auto} --no-paginate --cli-read-timeout=count --cli-connect-timeout=count',
  forms: [
    ...Object.entries(awsReads).map(([service, operations]) => ({
      words: `${service} ${operations.split(/\s+/).join('|')}`,
      flags: awsFlags,
    })),
    {
      words: 's3 ls',
      flags:
        '--recursive --human-readable --summarize --region=region --page-size=count --request-payer=word',
      arguments: 's3-url?',
    },
    { words: 's3 list-buckets', flags: awsFlags },
    {
      words: 'logs tail',
      flags: '--since=duration --format={short|detailed|json} --filter-pattern=cloud-value --region=region',
      arguments: 'cloud-value',
    },
    {
      words: 'ec2 reboot-instances',
      flags: '--instance-ids=cloud-value+ --region=region --dry-run',
      needs: '--instance-ids',
      effect: 'restarts the machines {--instance-ids}',
      dry_run: '--dry-run',
    },
    {
      words: 'ec2 start-instances',
      flags: '--instance-ids=cloud-value+ --region=region --dry-run',
      needs: '--instance-ids',
      effect: 'starts the machines {--instance-ids}',
      dry_run: '--dry-run',
      undo: 'aws ec2 stop-instances --instance-ids {--instance-ids}[ --region {--region}]',
    },
    {
      words: 'ec2 stop-instances',
      flags: '--instance-ids=cloud-value+ --region=region --dry-run',
      needs: '--instance-ids',
      effect: 'stops the machines {--instance-ids}: what is on their instance stores is lost',
      dry_run: '--dry-run',
      undo: 'aws ec2 start-instances --instance-ids {--instance-ids}[ --region {--region}] (public addresses may be others then)',
    },
    {
      words: 'ec2 terminate-instances',
      flags: '--instance-ids=cloud-value+ --region=region --dry-run',
      needs: '--instance-ids',
      effect: 'deletes the machines {--instance-ids}',
      dry_run: '--dry-run',
    },
    {
      words: 'ecs update-service',
      flags:
        '--cluster=cloud-value --service=cloud-value --desired-count=count --force-new-deployment --task-definition=cloud-value --region=region',
      needs: '--service',
      effect: 'changes the service {--service}: its tasks are replaced',
      undo: 'the same command with the task definition and the number from before; note them now',
    },
    {
      words: 'ecs stop-task',
      flags: '--cluster=cloud-value --task=cloud-value --reason=text --region=region',
      needs: '--task',
      effect: 'stops the task {--task}',
    },
    {
      words: 'autoscaling set-desired-capacity|update-auto-scaling-group',
      flags:
        '--auto-scaling-group-name=cloud-value --desired-capacity=count --min-size=count --max-size=count --honor-cooldown --region=region',
      needs: '--auto-scaling-group-name',
      effect: 'sets how many machines {--auto-scaling-group-name} has',
      undo: 'the same command with the numbers from before; note them now',
    },
    {
      words: 'rds reboot-db-instance|failover-db-cluster',
      flags:
        '--db-instance-identifier=cloud-value --db-cluster-identifier=cloud-value --force-failover --region=region',
      effect: 'restarts the database, or makes another instance the first',
    },
    {
      words: 'lambda update-alias',
      flags: '--function-name=cloud-value --name=cloud-value --function-version=cloud-value --region=region',
      needs: '--function-name',
      effect: 'lets {--name} of {--function-name} run another version',
      undo: 'the same command with the version from before; note it now',
    },
  ],
};

const gcloudFlags = `--project=plain-name --zone=region --zones=cloud-value --region=region --regions=cloud-value --format=cloud-format --filter=cloud-query --limit=count --sort-by=cloud-value
  --page-size=count --uri --instance=plain-name --cluster=plain-name --location=region --global -q,--quiet --service=plain-name --database=plain-name`;
/** Lists of what has an environment or metadata: shown as the columns that are usual, or that are named. */
const gcloudColumns: readonly string[] = [
  'compute instances|instance-templates list',
  'run services|revisions|jobs list',
  'app versions list',
  'builds list',
  'container clusters|node-pools list',
];
/** What of Google Cloud may be listed and described. `describe` is only there where it shows no environment or metadata. */
const gcloudReads: readonly string[] = [
  'compute disks|snapshots|images|networks|firewall-rules|addresses|forwarding-rules|backend-services|health-checks|instance-groups|target-pools|routes|routers|url-maps|operations|zones|regions|ssl-certificates|target-https-proxies|reservations list',
  'compute disks|snapshots|images|networks|firewall-rules|addresses|forwarding-rules|backend-services|health-checks|routes|routers|url-maps|operations|zones|regions|instance-groups describe',
  'compute networks subnets list|describe',
  'compute instance-groups managed list|describe|list-instances|list-errors',
  'compute backend-services get-health',
  'container operations|images list',
  'container operations describe',
  'sql instances|databases|operations|backups list',
  'app services|instances list',
  'pubsub topics|subscriptions list|describe',
  'dns managed-zones|record-sets list|describe',
  'projects list|describe',
  'iam service-accounts|roles list',
  'iam roles|service-accounts describe',
  'services list',
  'redis instances list|describe',
  'spanner instances|databases list|describe',
  'bigtable instances|clusters list|describe',
  'monitoring policies|dashboards list',
  'logging logs|sinks|metrics|buckets list',
  'artifacts repositories|packages list',
  'auth list',
  'storage buckets list|describe',
];

const gcloud: BinarySource = {
  never: {
    '--flags-file --access-token-file --credential-file-override': readsFile,
    '--impersonate-service-account --account --billing-project --configuration': other,
    '--log-http --verbosity': 'it shows what it sends',
    '--help': 'it opens a pager',
  },
  flags: '--project=plain-name --format=cloud-format -q,--quiet',
  forms: [
    ...gcloudColumns.map((words) => ({
      words,
      flags: gcloudFlags.replace('--format=cloud-format', '--format=cloud-columns'),
    })),
    ...gcloudReads.map((words) => ({ words, flags: gcloudFlags, arguments: 'cloud-value*' })),
    {
      words: 'logging read',
      flags:
        '--project=plain-name --limit=count --freshness=duration --format=cloud-format --order={asc|desc} --resource-names=cloud-value',
      needs: '--limit|--freshness',
      arguments: 'text?',
    },
    { words: 'version|info', flags: '--format=cloud-format' },
    {
      words: 'compute instances start',
      flags: gcloudFlags,
      arguments: 'plain-name+',
      effect: 'starts the machines {all}',
      undo: 'gcloud compute instances stop {all}[ --zone={--zone}][ --project={--project}]',
    },
    {
      words: 'compute instances stop',
      flags: gcloudFlags,
      arguments: 'plain-name+',
      effect: 'stops the machines {all}',
      undo: 'gcloud compute instances start {all}[ --zone={--zone}][ --project={--project}]',
    },
    {
      words: 'compute instances suspend',
      flags: gcloudFlags,
      arguments: 'plain-name+',
      effect: 'suspends the machines {all}',
      undo: 'gcloud compute instances resume {all}[ --zone={--zone}][ --project={--project}]',
    },
    {
      words: 'compute instances resume',
      flags: gcloudFlags,
      arguments: 'plain-name+',
      effect: 'goes on with the machines {all}',
      undo: 'gcloud compute instances suspend {all}[ --zone={--zone}][ --project={--project}]',
    },
    {
      words: 'compute instances reset',
      flags: gcloudFlags,
      arguments: 'plain-name+',
      effect: 'restarts the machines {all}',
    },
    {
      words: 'container clusters resize',
      flags: `${gcloudFlags} --num-nodes=count --node-pool=plain-name`,
      needs: '--num-nodes',
      arguments: 'plain-name',
      effect: 'sets how many nodes {1} has',
      undo: 'the same command with the number from before; note it now',
    },
    {
      words: 'sql instances restart|failover',
      flags: gcloudFlags,
      arguments: 'plain-name',
      effect: 'restarts the database {1}, or makes another instance the first',
    },
    {
      words: 'run services update-traffic',
      flags: `${gcloudFlags} --to-revisions=cloud-value --to-latest`,
      arguments: 'plain-name',
      effect: 'sends the requests of {1} to another revision',
      undo: 'the same command with the revisions from before; note them now',
    },
  ],
};

const azFlags = `-g,--resource-group=cloud-value -n,--name=cloud-value -o,--output={json|jsonc|table|tsv|yaml|yamlc|none} --query=cloud-query --subscription=cloud-value
  -l,--location=region --ids=cloud-value+ --tag=cloud-value --resource-type=cloud-value --namespace=cloud-value --verbose --only-show-errors -d,--show-details
  --all --nsg-name=cloud-value --vnet-name=cloud-value --account-name=cloud-value -c,--container-name=cloud-value --server=cloud-value -s,--server-name=cloud-value
  --lb-name=cloud-value --gateway-name=cloud-value --cluster-name=cloud-value --nodepool-name=cloud-value --resource=cloud-value --metric=cloud-value --metrics=cloud-value+ --interval=cloud-value
  --aggregation=word+ --start-time=cloud-value --end-time=cloud-value --offset=duration --max-events=count --max-items=count --status=word --vault-name=cloud-value --scope=cloud-value --assignee=cloud-value
  --size=word --zone --num-results=cloud-value --prefix=cloud-value --auth-mode={login} --registry=cloud-value --repository=cloud-value --zone-name=cloud-value --workspace=cloud-value --slot=word --correlation-id=cloud-value --caller=cloud-value`;
const azReads: readonly string[] = [
  'account list|show|list-locations',
  'account tenant list',
  'group list|show|exists',
  'vm list|show|get-instance-view|list-sizes|list-skus|list-usage|list-ip-addresses|list-vm-resize-options',
  'vm image|extension|availability-set|disk list',
  'vmss list|show|list-instances|get-instance-view|list-skus',
  'disk|snapshot|image list|show',
  'aks list|show|get-upgrades|get-versions|operation',
  'aks nodepool|addon list|show',
  'acr list|show|check-health|show-usage',
  'acr repository list|show|show-tags',
  'network nsg|vnet|nic|public-ip|lb|application-gateway|route-table|dns|firewall|nat|private-endpoint|vnet-gateway|express-route list|show',
  'network list-usages',
  'network nsg rule list|show',
  'network vnet subnet|peering list|show',
  'network lb probe|rule|address-pool list|show',
  'network application-gateway probe|rule|http-settings|url-path-map list|show',
  'network application-gateway show-backend-health',
  'network route-table route list|show',
  'network dns zone list|show',
  'network dns record-set list',
  'network public-ip|private-endpoint list',
  'network nic show-effective-route-table|list-effective-nsg',
  'network watcher list',
  'sql server|db|elastic-pool|mi list|show',
  'sql db list-usages',
  'postgres|mysql server|flexible-server list|show',
  'postgres|mysql flexible-server db|parameter|replica|firewall-rule list',
  'redis list|show',
  'cosmosdb list|show',
  'storage account list|show|show-usage',
  'storage container|blob|share|queue|table list|show|exists',
  'monitor activity-log list|list-categories',
  'monitor metrics list|list-definitions',
  'monitor metrics alert list|show',
  'monitor alert|autoscale|action-group|log-profiles list|show',
  'monitor diagnostic-settings list|show',
  'monitor log-analytics workspace list|show',
  'resource list|show',
  'role assignment|definition list',
  'webapp|functionapp list|show|list-runtimes',
  'webapp deployment slot list',
  'appservice plan list|show',
  'keyvault list|show',
  'eventhubs|servicebus namespace list|show',
  'eventhubs eventhub list|show',
  'servicebus queue|topic list|show',
  'iot hub list|show',
  'lock|tag|policy list',
  'deployment group|sub list|show',
  'advisor recommendation list',
];

const az: BinarySource = {
  never: {
    '--debug': 'it shows what it sends',
    '--include-user-data --show-secrets --show-keys': 'it shows secrets',
    '--sas-token --account-key --connection-string': 'it logs in with a key',
    '--follow': 'it never ends',
  },
  flags: '-o,--output={json|jsonc|table|tsv|yaml|yamlc|none} --subscription=cloud-value --only-show-errors',
  forms: [
    ...azReads.map((words) => ({ words, flags: azFlags })),
    { words: 'version' },
    {
      words: 'vm start',
      flags: azFlags,
      needs: '-n|--ids',
      effect: 'starts the machine {-n}',
      undo: 'az vm deallocate, of the same',
    },
    {
      words: 'vm stop|deallocate',
      flags: azFlags,
      needs: '-n|--ids',
      effect: 'stops the machine {-n}',
      undo: 'az vm start, of the same (a dynamic address may be another then)',
    },
    {
      words: 'vm restart|redeploy',
      flags: azFlags,
      needs: '-n|--ids',
      effect: 'restarts the machine {-n}',
    },
    {
      words: 'vmss restart|start|stop|scale',
      flags: `${azFlags} --instance-ids=cloud-value+ --new-capacity=count`,
      needs: '-n',
      effect: 'restarts the machines of {-n}, or changes how many there are',
    },
    {
      words: 'webapp|functionapp restart|start|stop',
      flags: azFlags,
      needs: '-n',
      effect: 'starts, stops or restarts the application {-n}',
    },
    {
      words: 'aks scale',
      flags: `${azFlags} --node-count=count`,
      needs: '--node-count',
      effect: 'sets how many nodes {-n} has to {--node-count}',
      undo: 'the same command with the number from before; note it now',
    },
    {
      words: 'redis force-reboot',
      flags: `${azFlags} --reboot-type=word`,
      needs: '-n',
      effect: 'restarts the cache {-n}',
    },
  ],
};

/** The command lines of clouds: describe and list, of what holds no secrets. */
export const cloudCommands: BinaryTable = { aws, gcloud, az };
