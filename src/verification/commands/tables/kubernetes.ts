import type { BinarySource, BinaryTable } from '../table/command-rules.ts';

const endless = 'it never ends';
const other = 'it speaks to another cluster, or as somebody else';
const writes = 'it writes files';

const where = ' in the namespace {-n}';
/** Where and in which cluster, for the command that takes it back. */
const cluster = '[ --context={--context}][ --cluster={--cluster}]';
const there = `[ -n {-n}]${cluster}`;
const picked = '[ -l {-l}]';
const helmThere = '[ -n {-n}][ --kube-context={--kube-context}]';
const dryRun = '--dry-run=server';
const change = '--dry-run={none|client|server} -o,--output={name|yaml|json} --field-manager=word';
const many = '-l,--selector=kube-selector --all -A,--all-namespaces';

/** What is looked at in lists. */
const list = `-A,--all-namespaces -l,--selector=kube-selector --field-selector=kube-selector --show-labels
  --sort-by=kube-sort --no-headers -L,--label-columns=words --chunk-size=count --ignore-not-found --show-kind
  --show-managed-fields --subresource={status|scale} --server-print`;

const kubectl: BinarySource = {
  style: 'go',
  flags:
    '-n,--namespace=word --context=name --cluster=name --request-timeout=duration --match-server-version',
  never: {
    '--kubeconfig --as --as-group --as-uid --token --user --username --password -s --server --tls-server-name --client-certificate --client-key --certificate-authority --insecure-skip-tls-verify --proxy-url --kuberc':
      other,
    '--raw': 'it calls any address of the server',
    '-w --watch --watch-only -f --follow': endless,
    '--filename -k --kustomize': 'it reads objects from elsewhere',
    '--profile --profile-output --output-directory --cache-dir': writes,
    '-v --v --vmodule --log-file --log-dir': 'it shows or writes what it sends',
    '-i --stdin -t --tty --interactive': 'it waits for input',
  },
  forms: [
    { words: 'get', flags: `${list} -o,--output=kube-output`, arguments: 'kube-shown kube-name*' },
    // Of what may hold a private key only the list: OpenShift keeps that of a route in the route.
    {
      words: 'get',
      flags: `${list} -o,--output={wide|name}`,
      arguments: 'kube-listed kube-plain-name*',
    },
    {
      words: 'describe',
      flags: '-A,--all-namespaces -l,--selector=kube-selector --show-events --chunk-size=count',
      arguments: 'kube-target kube-name*',
    },
    {
      words: 'logs',
      flags: `-c,--container=word --all-containers -p,--previous --tail=number --since=duration --since-time=time --timestamps --limit-bytes=count
        -l,--selector=kube-selector --prefix --max-log-requests=count --ignore-errors --pod-running-timeout=duration --all-pods`,
      arguments: 'kube-log-target? word?',
    },
    {
      words: 'top pod|pods|po|node|nodes|no',
      flags:
        '-A,--all-namespaces -l,--selector=kube-selector --containers --sort-by={cpu|memory} --no-headers --sum --use-protocol-buffers --field-selector=kube-selector --show-capacity --show-swap',
      arguments: 'kube-name?',
    },
    {
      words: 'events',
      flags:
        '-A,--all-namespaces --for=kube-object --types=words -o,--output=kube-output --no-headers --chunk-size=count',
    },
    {
      words: 'explain',
      flags: '--recursive --api-version=kube-explain --output={plaintext|plaintext-openapiv2}',
      arguments: 'kube-explain',
    },
    {
      words: 'api-resources',
      flags:
        '--namespaced -o,--output={wide|name} --verbs=words --api-group=kube-explain --no-headers --sort-by={name|kind} --categories=words --cached',
    },
    { words: 'api-versions' },
    { words: 'version', flags: '--client --short -o,--output={json|yaml}' },
    { words: 'cluster-info' },
    {
      words: 'rollout status',
      flags: '--timeout=wait --revision=count',
      needs: '--timeout',
      arguments: 'kube-target kube-name?',
    },
    {
      words: 'rollout history',
      flags: '--revision=count -o,--output={json|yaml} -l,--selector=kube-selector',
      arguments: 'kube-target kube-name?',
    },
    {
      words: 'auth can-i',
      flags: '-A,--all-namespaces --list -q,--quiet --no-headers --subresource=word',
      arguments: 'kube-verb? kube-any-kind? kube-name?',
    },
    { words: 'auth whoami', flags: '-o,--output={json|yaml}' },
    { words: 'config current-context' },
    { words: 'config get-contexts', flags: '--no-headers -o,--output={name}', arguments: 'name?' },
    { words: 'config get-clusters|get-users' },
    { words: 'config view', flags: '--minify -o,--output={yaml|json}' },
    {
      words: 'wait',
      flags: `--for=kube-condition --timeout=wait ${many}`,
      needs: '--timeout',
      arguments: 'kube-target kube-name*',
    },
    { words: 'plugin list', flags: '--name-only' },
    { words: 'options|help', arguments: 'word*' },

    {
      words: 'delete',
      flags: `${change} ${many} --force --grace-period=number --now --wait --ignore-not-found --timeout=duration --cascade={background|foreground|orphan} --field-selector=kube-selector`,
      arguments: 'kube-target kube-name*',
      effect: `deletes {all}[ with the labels {-l}][${where}]`,
      dry_run: dryRun,
    },
    {
      words: 'delete|apply|create|replace',
      flags: `${change} -f,--filename=input -R,--recursive --force --server-side --wait --timeout=duration --ignore-not-found --save-config`,
      needs: '-f',
      effect: `makes the cluster as the file {-f} says, or takes away what it names[${where}]`,
      dry_run: dryRun,
    },
    {
      words: 'scale',
      flags: `${change} --replicas=count --current-replicas=number --resource-version=word --timeout=duration ${many}`,
      needs: '--replicas',
      arguments: 'kube-target kube-name*',
      effect: `sets the number of replicas of {all} to {--replicas}[${where}]`,
      dry_run: dryRun,
      undo: 'the same command with the number of replicas from before; note it now',
    },
    {
      words: 'autoscale',
      flags: `${change} --min=count --max=count --cpu-percent=count --cpu=word --name=word`,
      needs: '--max',
      arguments: 'kube-target kube-name*',
      effect: `lets the number of replicas of {all} follow the load, up to {--max}[${where}]`,
      dry_run: dryRun,
      undo: 'delete the HorizontalPodAutoscaler that it makes, then set the number of replicas from before; note it now',
    },
    {
      words: 'rollout restart',
      flags: `-l,--selector=kube-selector --field-manager=word`,
      arguments: 'kube-target kube-name*',
      effect: `replaces all pods of {all}, a few at a time[${where}]`,
      undo: `kubectl rollout undo {all}${picked}${there} (it replaces all pods once more)`,
    },
    {
      words: 'rollout undo',
      flags: `${change} --to-revision=count -l,--selector=kube-selector`,
      arguments: 'kube-target kube-name*',
      effect: `goes back to an earlier version of {all}[ (revision {--to-revision})][${where}]`,
      dry_run: dryRun,
      undo: `kubectl rollout undo {all}${picked}${there}`,
    },
    {
      words: 'rollout pause',
      arguments: 'kube-target kube-name*',
      effect: `holds the rollout of {all}[${where}]`,
      undo: `kubectl rollout resume {all}${there}`,
    },
    {
      words: 'rollout resume',
      arguments: 'kube-target kube-name*',
      effect: `goes on with the rollout of {all}[${where}]`,
      undo: `kubectl rollout pause {all}${there} (what was rolled out meanwhile stays)`,
    },
    {
      words: 'cordon',
      flags: change,
      arguments: 'kube-name+',
      effect: 'puts no new pods on the nodes {all}',
      dry_run: dryRun,
      undo: `kubectl uncordon {all}${there}`,
    },
    {
      words: 'uncordon',
      flags: change,
      arguments: 'kube-name+',
      effect: 'puts new pods on the nodes {all} again',
      dry_run: dryRun,
      undo: `kubectl cordon {all}${there} (pods that came meanwhile stay)`,
    },
    {
      words: 'drain',
      flags: `${change} --ignore-daemonsets --delete-emptydir-data --force --grace-period=number --timeout=duration --pod-selector=kube-selector --disable-eviction --skip-wait-for-delete-timeout=count -l,--selector=kube-selector`,
      arguments: 'kube-name*',
      effect: 'moves all pods away from the nodes {all}',
      dry_run: dryRun,
      undo: `kubectl uncordon[ {all}]${picked}${there} (pods that were moved stay where they are)`,
    },
    {
      words: 'taint',
      flags: `${change} --overwrite --all -l,--selector=kube-selector`,
      arguments: '{node|nodes|no} kube-name label+',
      effect: 'changes which pods may run on a node: {all}',
      dry_run: dryRun,
      undo: 'a taint goes with - behind it; one that was taken away has to be set as it was, so note it now',
    },
    {
      words: 'label|annotate',
      flags: `${change} --overwrite ${many}`,
      arguments: 'kube-target kube-label+',
      effect: `changes labels or annotations: {all}[${where}]`,
      dry_run: dryRun,
      undo: 'set the value from before, so note it now; one that was not there goes with its name and -',
    },
    {
      words: 'set image',
      flags: `${change} ${many} --record`,
      arguments: 'kube-target image-change+',
      effect: `runs another image: {all}[${where}]`,
      dry_run: dryRun,
      undo: `kubectl rollout undo {1}${picked}${there}, where it has rollouts; else set the image from before`,
    },
    {
      words: 'set image',
      flags: `${change} --record`,
      arguments: 'kube-kind kube-name image-change+',
      effect: `runs another image: {all}[${where}]`,
      dry_run: dryRun,
      undo: `kubectl rollout undo {1} {2}${there}, where it has rollouts; else set the image from before`,
    },
    {
      words: 'set resources',
      flags: `${change} ${many} -c,--containers=word --limits=quantities --requests=quantities`,
      arguments: 'kube-target kube-name*',
      effect: `changes what the containers of {all} may use[${where}]`,
      dry_run: dryRun,
      undo: `set what they may use now, so note it; or, where it has rollouts: kubectl rollout undo {all}${picked}${there}`,
    },
    {
      words: 'set env',
      flags: `${change} -c,--containers=word`,
      arguments: 'kube-target label+',
      effect: `changes the environment of {1}: its pods are replaced[${where}]`,
      dry_run: dryRun,
      undo: 'set the value from before, so note it now; one that was not there goes with its name and -',
    },
    {
      words: 'patch',
      flags: `${change} -p,--patch=text --type={json|merge|strategic} --subresource={status|scale}`,
      needs: '-p',
      arguments: 'kube-target kube-name?',
      effect: `changes {all} by {-p}[${where}]`,
      dry_run: dryRun,
      undo: 'patch the fields back to what they are now, so note them',
    },
    {
      words: 'create namespace|ns',
      flags: change,
      arguments: 'word',
      effect: 'makes the namespace {1}',
      dry_run: dryRun,
      undo: `kubectl delete namespace {1}${cluster} (with all that is in it by then)`,
    },
    {
      words: 'create deployment|deploy',
      flags: `${change} --image=image --replicas=count --port=port`,
      needs: '--image',
      arguments: 'word',
      effect: `starts {1} from the image {--image}[${where}]`,
      dry_run: dryRun,
      undo: `kubectl delete deployment {1}${there}`,
    },
    {
      words: 'create job',
      flags: `${change} --from=kube-object`,
      needs: '--from',
      arguments: 'word',
      effect: `starts the job {1} from {--from}[${where}]`,
      dry_run: dryRun,
      undo: `kubectl delete job {1}${there} (what it has done stays)`,
    },
    {
      words: 'expose',
      flags: `${change} --port=port --target-port=word --type={ClusterIP|NodePort|LoadBalancer} --name=word`,
      arguments: 'kube-target kube-name?',
      effect: `makes {all} reachable over the network[${where}]`,
      dry_run: dryRun,
      undo: 'delete the Service that it makes',
    },
  ],
};

const helmList =
  '-A,--all-namespaces -a,--all -d,--date -r,--reverse -q,--short -m,--max=count --offset=count --deployed --failed --pending --superseded --uninstalled --uninstalling -f,--filter=text -l,--selector=kube-selector -o,--output={table|json|yaml} --no-headers --time-format=text';

const helm: BinarySource = {
  style: 'go',
  flags: '-n,--namespace=word --kube-context=name',
  never: {
    '--kubeconfig --kube-apiserver --kube-as-user --kube-as-group --kube-token --kube-ca-file --kube-tls-server-name --kube-insecure-skip-tls-verify --registry-config --repository-config --repository-cache --burst-limit --qps':
      other,
    '--post-renderer --post-renderer-args': 'it runs another program',
    '--username --password --ca-file --cert-file --key-file --keyring --pass-credentials --insecure-skip-tls-verify --plain-http --repo':
      'it fetches from elsewhere, or with credentials',
    '--set-file -f --values': 'it reads other files',
    '--output-dir --render-subchart-notes': writes,
    '--debug': 'it shows what it sends',
  },
  forms: [
    { words: 'list|ls', flags: helmList },
    {
      words: 'status',
      // As JSON it has the values and the Secrets of the release in it.
      flags: '--revision=count -o,--output={table} --show-resources --show-desc',
      arguments: 'word',
    },
    { words: 'history|hist', flags: '--max=count -o,--output={table|json|yaml}', arguments: 'word' },
    {
      words: 'get notes|metadata',
      flags: '--revision=count -o,--output={table|json|yaml}',
      arguments: 'word',
    },
    { words: 'version', flags: '--short -c --client --template=text' },
    {
      words: 'search repo',
      flags:
        '-l,--versions --devel --version=text -o,--output={table|json|yaml} --max-col-width=count -r,--regexp',
      arguments: 'name?',
    },
    { words: 'repo list|ls', flags: '-o,--output={table|json|yaml}' },
    { words: 'plugin list|ls' },
    { words: 'show chart|readme|crds', flags: '--version=text --devel', arguments: 'chart-name' },
    {
      words: 'lint',
      flags: '--strict --quiet --with-subcharts --debug -f,--values=input',
      arguments: 'input*',
    },
    { words: 'completion bash|zsh|fish|powershell', flags: '--no-descriptions' },
    { words: 'help', arguments: 'word*' },
    {
      words: 'rollback',
      flags:
        '--wait --wait-for-jobs --timeout=duration --force --cleanup-on-fail --no-hooks --recreate-pods --history-max=count --dry-run',
      arguments: 'word count?',
      effect: `goes back to an earlier version of the release {1}[${where}]`,
      dry_run: '--dry-run',
      undo: `helm rollback {1}${helmThere}`,
    },
    {
      words: 'uninstall|delete|del|un',
      flags:
        '--wait --timeout=duration --keep-history --no-hooks --dry-run --ignore-not-found --cascade={background|foreground|orphan}',
      arguments: 'word+',
      effect: `takes away all that belongs to the release {all}[${where}]`,
      dry_run: '--dry-run',
    },
    {
      words: 'upgrade',
      flags:
        '--wait --timeout=duration --reuse-values --reset-values --reset-then-reuse-values --atomic --force --install -i --version=word --set=assignment --set-string=assignment -f,--values=input --dry-run={server|client|none} --history-max=count --cleanup-on-fail --create-namespace',
      arguments: 'word chart-name',
      effect: `installs another version of the release {1} from {2}[${where}]`,
      dry_run: '--dry-run=server',
      undo: `helm rollback {1}${helmThere}, or helm uninstall if there was no release before; what its hooks did stays`,
    },
    {
      words: 'install',
      flags:
        '--wait --timeout=duration --atomic --version=word --set=assignment -f,--values=input --dry-run={server|client|none} --create-namespace --generate-name -g',
      arguments: 'word? chart-name',
      effect: `installs {all}[${where}]`,
      dry_run: '--dry-run=server',
      undo: 'helm uninstall of the release that it makes; what its hooks did stays',
    },
    {
      words: 'test',
      flags: '--timeout=duration --logs',
      arguments: 'word',
      effect: 'runs the tests of the release {1} in the cluster',
    },
    { words: 'repo update|up', arguments: 'word*', effect: 'fetches the lists of charts anew' },
  ],
};

const argocdOther = {
  '--server --auth-token --config --core --http-retry-max --kube-context --port-forward --port-forward-namespace --server-crt --client-crt --client-crt-key --insecure --plaintext -H --header --redis-name --controller-name':
    other,
  '-f --follow': endless,
};

/** Kubernetes, Helm and what runs in clusters. */
export const kubernetesCommands: BinaryTable = {
  kubectl,
  oc: {
    ...kubectl,
    forms: [
      ...kubectl.forms.map((form) =>
        form.undo === undefined ? form : { ...form, undo: form.undo.replaceAll('kubectl ', 'oc ') },
      ),
      { words: 'whoami' },
      { words: 'projects' },
      { words: 'status' },
      { words: 'adm top', flags: '-l,--selector=kube-selector', arguments: '{nodes|pods|images}' },
    ],
  },
  helm,
  argocd: {
    style: 'go',
    flags: '--grpc-web --loglevel=word --logformat=word --argocd-context=name',
    never: argocdOther,
    forms: [
      {
        words: 'app list',
        flags:
          '-o,--output={wide|name|json|yaml} -p,--project=word -l,--selector=kube-selector -N,--app-namespace=word -r,--repo=argocd-repo -c,--cluster=text -A',
      },
      {
        words: 'app get',
        flags:
          '-o,--output={wide|json|yaml|tree|tree=detailed} --show-operation --show-params -N,--app-namespace=word',
        arguments: 'name',
      },
      {
        words: 'app history|resources',
        flags: '-o,--output={wide|id|tree} -N,--app-namespace=word --orphaned',
        arguments: 'name',
      },
      { words: 'app diff', flags: '--revision=word -N,--app-namespace=word', arguments: 'name' },
      {
        words: 'app logs',
        flags:
          '-c,--container=word --kind=word --name=word --group=word --namespace=word -p,--previous --tail=count --since-seconds=count --until-time=time --filter=text',
        arguments: 'name',
      },
      {
        words: 'app wait',
        flags:
          '--health --sync --operation --suspended --degraded --timeout=wait-seconds -N,--app-namespace=word',
        needs: '--timeout',
        arguments: 'name+',
      },
      { words: 'proj list|get', flags: '-o,--output={wide|json|yaml|name}', arguments: 'name?' },
      { words: 'cluster list', flags: '-o,--output={wide|json|yaml|server}' },
      { words: 'cluster get', flags: '-o,--output={wide|json|yaml|server}', arguments: 'name' },
      { words: 'appset list', flags: '-o,--output={wide|name|json|yaml}' },
      { words: 'appset get', flags: '-o,--output={wide|json|yaml}', arguments: 'name' },
      { words: 'account get|list|get-user-info', flags: '-o,--output={wide|json|yaml|name} --account=word' },
      { words: 'account can-i', arguments: 'word word name' },
      { words: 'context' },
      { words: 'version', flags: '--client --short -o,--output={wide|json|yaml|short}' },
      {
        words: 'app sync',
        flags: '--prune --revision=word --dry-run --timeout=count --resource=text --force',
        arguments: 'name',
        effect: 'makes the cluster as the repository of {1} says',
        dry_run: '--dry-run',
        undo: 'argocd app rollback {1} with the number of the version now, from argocd app history {1}; automatic syncing has to be off',
      },
      {
        words: 'app rollback',
        flags: '--timeout=count --prune',
        arguments: 'name count?',
        effect: 'goes back to an earlier version of {1}',
        undo: 'argocd app rollback {1} with the number of the version now, from argocd app history {1}; automatic syncing has to be off',
      },
      { words: 'app terminate-op', arguments: 'name', effect: 'ends the running operation of {1}' },
    ],
  },
  flux: {
    style: 'go',
    flags: '-n,--namespace=word --context=name',
    never: { '--kubeconfig --as --as-group --token -s --server': other, '-w --watch -f --follow': endless },
    forms: [
      {
        words: 'get all|kustomizations|kustomization|ks|helmreleases|helmrelease|hr|sources|images|alerts',
        flags: '-A,--all-namespaces --no-header --status-selector=text -l,--label-selector=kube-selector',
        arguments: 'word*',
      },
      { words: 'check', flags: '--pre' },
      { words: 'version', flags: '--client -o,--output={json|yaml}' },
      { words: 'events|stats', flags: '-A,--all-namespaces --for=text' },
      { words: 'tree kustomization|ks', arguments: 'word' },
      {
        words: 'reconcile kustomization|ks|helmrelease|hr|source',
        flags: '--with-source --force',
        arguments: 'word word?',
        effect: 'makes the cluster as the repository says: {all}',
      },
      {
        words: 'suspend kustomization|ks|helmrelease|hr',
        arguments: 'word',
        effect: 'stops to keep {1} as its repository says',
        undo: 'flux resume, of the same',
      },
      {
        words: 'resume kustomization|ks|helmrelease|hr',
        arguments: 'word',
        effect: 'goes on to keep {1} as its repository says',
        undo: 'flux suspend, of the same',
      },
    ],
  },
  istioctl: {
    style: 'go',
    flags: '-n,--namespace=word -i,--istioNamespace=word --context=name',
    never: { '-c --kubeconfig --as --as-group': other, '--vklog --log_target': writes },
    forms: [
      { words: 'proxy-status|ps', arguments: 'name?' },
      { words: 'analyze', flags: '-A,--all-namespaces -o,--output={log|json|yaml} --color' },
      { words: 'version', flags: '--remote -s,--short -o,--output={json|yaml}' },
      {
        words: 'proxy-config|pc cluster|clusters|endpoint|endpoints|listener|listeners|route|routes',
        flags: '--port=port -o,--output={json|yaml|short} --fqdn=host',
        arguments: 'name',
      },
    ],
  },
  velero: {
    style: 'go',
    flags: '-n,--namespace=word',
    never: { '--kubeconfig': other },
    forms: [
      {
        words: 'backup|restore|schedule get',
        flags: '-o,--output={table|json|yaml} -l,--selector=kube-selector',
        arguments: 'word*',
      },
      { words: 'backup|restore|schedule describe', flags: '--details', arguments: 'word*' },
      { words: 'version' },
    ],
  },
  crictl: {
    style: 'go',
    flags_behind: { '': '-t,--timeout=duration' },
    never: {
      '-r --runtime-endpoint -i --image-endpoint -c --config': other,
      '-f --follow -w --watch': endless,
    },
    forms: [
      {
        words: 'ps',
        flags:
          '-a,--all -q,--quiet -p,--pod=word --name=text --state=word -n,--last=count -l,--latest --image=image --label=assignment --no-trunc -o,--output={json|yaml|table}',
      },
      {
        words: 'pods',
        flags:
          '-q,--quiet --name=text --namespace=word --state=word -n,--last=count -l,--latest --label=assignment --no-trunc -o,--output={json|yaml|table} -v,--verbose',
      },
      {
        words: 'images|image|img',
        flags: '-q,--quiet --no-trunc --digests -v -o,--output={json|yaml|table}',
        arguments: 'image?',
      },
      {
        words: 'logs',
        flags: '--tail=count --since=time --timestamps -t -p,--previous --limit-bytes=count',
        arguments: 'word',
      },
      {
        words: 'stats|statsp',
        flags: '-a,--all --id=word -p,--pod=word -o,--output={json|yaml|table}',
        arguments: 'word?',
      },
      { words: 'version|imagefsinfo' },
      {
        words: 'stop|stopp',
        flags: '-t,--timeout=count',
        arguments: 'word+',
        effect: 'stops the containers or pods {all}',
      },
      {
        words: 'rm|rmp',
        flags: '-f,--force',
        arguments: 'word+',
        effect: 'deletes the containers or pods {all}',
      },
      {
        words: 'rmi',
        flags: '-q,--prune',
        arguments: 'image*',
        effect: 'deletes images that are not used: {all}',
      },
    ],
  },
  ctr: {
    style: 'go',
    flags: '-n,--namespace=word',
    never: { '-a --address': other },
    forms: [
      { words: 'container|containers|c ls|list', flags: '-q,--quiet' },
      { words: 'task|tasks|t ls|list|ps', flags: '-q,--quiet', arguments: 'word?' },
      { words: 'image|images|i ls|list', flags: '-q,--quiet', arguments: 'text?' },
      { words: 'namespace|namespaces|ns ls|list', flags: '-q,--quiet' },
      { words: 'snapshot|snapshots ls|list' },
      { words: 'plugin|plugins ls|list' },
      { words: 'version' },
    ],
  },
};
