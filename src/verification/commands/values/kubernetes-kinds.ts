import { checked, pattern, type ValueScope } from '../table/value-kind.ts';

/** Kinds of objects that may be looked at, in every spelling of their own; none of them holds secrets. */
const kinds: ReadonlySet<string> = new Set(
  `all componentstatuses componentstatus cs configmaps configmap cm endpoints endpoint ep endpointslices endpointslice events event ev
  limitranges limitrange limits namespaces namespace ns nodes node no persistentvolumeclaims persistentvolumeclaim pvc
  persistentvolumes persistentvolume pv pods pod po podtemplates podtemplate replicationcontrollers
  replicationcontroller rc resourcequotas resourcequota quota serviceaccounts serviceaccount sa services service svc
  mutatingwebhookconfigurations mutatingwebhookconfiguration validatingwebhookconfigurations
  validatingwebhookconfiguration customresourcedefinitions customresourcedefinition crds crd apiservices apiservice
  controllerrevisions controllerrevision daemonsets daemonset ds deployments deployment deploy deploys replicasets
  replicaset rs statefulsets statefulset sts horizontalpodautoscalers horizontalpodautoscaler hpa cronjobs cronjob cj
  jobs job leases lease flowschemas flowschema prioritylevelconfigurations prioritylevelconfiguration ingressclasses
  ingressclass ingresses ingress ing networkpolicies networkpolicy netpol runtimeclasses runtimeclass
  poddisruptionbudgets poddisruptionbudget pdb clusterrolebindings clusterrolebinding clusterroles clusterrole
  rolebindings rolebinding roles role priorityclasses priorityclass pc csidrivers csidriver csinodes csinode
  csistoragecapacities csistoragecapacity storageclasses storageclass sc volumeattachments volumeattachment
  volumesnapshots volumesnapshot vs volumesnapshotclasses volumesnapshotcontents verticalpodautoscalers
  verticalpodautoscaler vpa certificates certificate cert certs certificaterequests certificaterequest cr orders order
  challenges challenge issuers issuer clusterissuers clusterissuer gateways gateway gatewayclasses gatewayclass
  httproutes httproute grpcroutes grpcroute virtualservices virtualservice destinationrules destinationrule
  peerauthentications sidecars sidecar envoyfilters servicemonitors servicemonitor smon podmonitors podmonitor pmon
  prometheusrules prometheusrule promrule prometheuses prometheus alertmanagers probes applications application app
  apps applicationsets applicationset appprojects rollouts rollout analysisruns helmreleases helmrelease hr
  kustomizations kustomization gitrepositories gitrepository helmrepositories helmcharts scaledobjects scaledobject
  scaledjobs nodepools nodepool nodeclaims nodeclaim machines machine machinesets machineset machinedeployments
  clusters cluster ippools clusterpolicies ciliumnetworkpolicies ciliumnetworkpolicy cnp ciliumnodes ciliumendpoints
  ingressroutes ingressroute middlewares middleware clusteroperators clusterversion
  deploymentconfigs deploymentconfig dc imagestreams kafkas kafka kafkatopics elasticsearches
  postgresqls workflows workflow cronworkflows`.split(/\s+/),
);

/**
 * Kinds that may be listed, but not shown whole: OpenShift's routes hold private keys, its builds passwords of their hooks, and
 * both belong to "all".
 */
const keyedKinds =
  /^(all|routes?(\.route\.openshift\.io)?|(buildconfigs?|builds?|bc)(\.build\.openshift\.io)?)$/;

/** `deployments`, `deployments.apps`, `deployments.v1.apps` */
const kindShape = /^([a-z]+)((?:\.[a-z0-9-]+)*)$/;
const objectName = /^[a-z0-9A-Z]([a-zA-Z0-9_.:-]*[a-zA-Z0-9])?$|^\.\.\.$/;

function checkKind(value: string, scope: ValueScope): string | null {
  const match = kindShape.exec(value.toLowerCase());
  const kind = match?.[1] ?? '';
  if (/secret|token|credential/.test(value.toLowerCase())) return `"${value}" may hold secrets`;
  return match !== null && (kinds.has(kind) || scope.kubernetesKinds.has(value.toLowerCase()))
    ? null
    : `"${value}" is not among the kinds of objects that may be looked at`;
}

function first(reasons: readonly (string | null)[]): string | null {
  return reasons.find((reason) => reason !== null) ?? null;
}

function checkObject(value: string, scope: ValueScope): string | null {
  const [kind = '', name = '', ...rest] = value.split('/');
  if (rest.length > 0 || !objectName.test(name)) return `"${value}" is not the name of an object`;
  return checkKind(kind, scope);
}

/** `kind`, `kind,kind`, `kind/name` */
function checkTarget(value: string, scope: ValueScope): string | null {
  return value.includes('/')
    ? checkObject(value, scope)
    : first(value.split(',').map((kind) => checkKind(kind, scope)));
}

/** A name behind a kind, or another `kind/name`. */
function checkNameOrObject(value: string, scope: ValueScope): string | null {
  if (value.includes('/')) return checkObject(value, scope);
  return /^[A-Za-z0-9_.:-]([A-Za-z0-9_.: -]*)$/.test(value)
    ? null
    : `"${value}" is not the name of an object`;
}

/** A path into the answer. It can reach no file and no environment. */
const plainTemplate = /^[\x20-\x7e]{0,500}$/;

function checkOutput(value: string): string | null {
  if (/^(json|yaml|wide|name|custom-columns=[A-Za-z0-9_:.,[\]*@()='"?\\/ -]+)$/.test(value)) return null;
  const template = /^(jsonpath|jsonpath-as-json|go-template)=(.+)$/.exec(value);
  return template !== null && plainTemplate.test(template[2] ?? '')
    ? null
    : `the output "${value}" is not known to be harmless`;
}

export const kubernetesKinds = {
  'kube-kind': checked('a kind of object', checkKind),
  'kube-target': checked('a kind of object, or an object', checkTarget),
  'kube-shown': checked('a kind of object, or an object', (value, scope) =>
    value.toLowerCase().split(',').includes('all')
      ? 'of "all" only the list may be looked at'
      : checkTarget(value, scope),
  ),
  'kube-listed': checked('a kind of object that is only listed', (value, scope) =>
    first(
      value.split(',').map((kind) => (keyedKinds.test(kind.toLowerCase()) ? null : checkKind(kind, scope))),
    ),
  ),
  'kube-plain-name': pattern('the name of an object', /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/),
  'kube-object': checked('an object, as kind/name', checkObject),
  'kube-name': checked('the name of an object', checkNameOrObject),
  'kube-log-target': checked('a pod, or what has pods', (value, scope) =>
    value.includes('/') ? checkObject(value, scope) : checkNameOrObject(value, scope),
  ),
  'kube-output': checked('an output', checkOutput),
  'kube-explain': pattern('a field of a kind', /^[A-Za-z0-9.-]+$/),
  'kube-sort': pattern('a field', /^['{]?\.?[A-Za-z0-9_.[\]*@()="\\/-]+\}?$/),
  'kube-selector': pattern('a selector', /^[A-Za-z0-9_./=!,() -]+$/),
  'kube-verb': pattern('a verb', /^(\*|[a-z]+)$/),
  'kube-any-kind': pattern('a kind of object', /^[A-Za-z0-9.*/-]+$/),
  'image-change': pattern('container=image', /^[A-Za-z0-9_.-]+=[A-Za-z0-9][A-Za-z0-9_./:@-]*$/),
  quantities: pattern(
    'amounts such as cpu=500m,memory=1Gi',
    /^[a-z.-]+=\d+(\.\d+)?[a-zA-Z]{0,2}(,[a-z.-]+=\d+(\.\d+)?[a-zA-Z]{0,2})*$/,
  ),
} as const;
