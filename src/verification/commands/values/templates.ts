import { checked } from '../table/value-kind.ts';

/** What of a container may be shown by `inspect`: not its environment, command line or labels, where secrets stand. */
const containerFields = new RegExp(
  `^\\.(${[
    'Id',
    'Name',
    'Created',
    'Image',
    'Driver',
    'Platform',
    'LogPath',
    'RestartCount',
    'State(\\.[A-Za-z]+)*',
    'SizeRootFs',
    'SizeRw',
    'HostConfig\\.(RestartPolicy(\\.[A-Za-z]+)?|Memory|MemorySwap|MemoryReservation|NanoCpus|Cpu[A-Za-z]+|PidsLimit|OomKillDisable|NetworkMode|LogConfig\\.Type|PortBindings|Privileged|ReadonlyRootfs|Ulimits|ShmSize)',
    'NetworkSettings(\\.(IPAddress|Ports|Gateway|MacAddress|Networks(\\.[A-Za-z0-9_]+)*))?',
    'Mounts',
    'Config\\.(Image|Hostname|Healthcheck(\\.[A-Za-z]+)*|StopSignal|User|WorkingDir|ExposedPorts)',
    'RepoTags',
    'RepoDigests',
    'Architecture',
    'Os',
    'Size',
    'Mountpoint',
    'Scope',
    'Status(\\.[A-Za-z]+)*',
    'Spec\\.(Mode|Name|Availability|Role)(\\.[A-Za-z]+)*',
    'UpdateStatus(\\.[A-Za-z]+)*',
    'ID',
  ].join('|')})$`,
);

const action = /\{\{-?\s*(.*?)\s*-?\}\}/g;

/** A Go template whose every action is the path of one field that may be shown. */
export function checkInspectTemplate(value: string): string | null {
  const outside = value.replaceAll(action, '');
  if (/\{\{|\}\}/.test(outside)) return `"${value}" is not a plain template`;
  const actions = [...value.matchAll(action)].map(([, inside]) => inside ?? '');
  if (actions.length === 0) return `"${value}" is not a plain template`;
  const odd = actions.find(
    (inside) => !containerFields.test(inside.replace(/^(json|println|lower|upper)\s+/, '')),
  );
  return odd === undefined ? null : `"{{${odd}}}" may show secrets`;
}

/** A Go template over a list, where no field holds secrets. It can call no program and read no file. */
export function checkListTemplate(value: string): string | null {
  if (/^(json|raw|table|pretty)$/.test(value)) return null;
  return /^(table |json )?[A-Za-z0-9 _.:,;|{}()\\/"'%=<>[\]-]*$/.test(value) && !/env/i.test(value)
    ? null
    : `"${value}" is not a plain template`;
}

/** The formats of cloud command lines: how to print, and which fields. */
const cloudFormat = /^[A-Za-z0-9_.:,()[\]{}*@?'"`&|=!<> $/~-]+$/;

export const templateKinds = {
  'inspect-template': checked('a template', checkInspectTemplate),
  'list-template': checked('a template', checkListTemplate),
  'cloud-columns': checked('a format that names its columns', (value) =>
    /^(table|csv|value|get)\([A-Za-z0-9_.,:=()[\]" /-]+\)$/.test(value) &&
    // A path without a name is the whole answer.
    value
      .replace(/^\w+\(/, '')
      .split(',')
      .every((column) => /^\s*[A-Za-z]/.test(column)) &&
    !/metadata|env|secret|substitution|spec/i.test(value)
      ? null
      : `"${value}" may show secrets; name the columns: table(name,status)`,
  ),
  'cloud-format': checked('a format', (value) =>
    cloudFormat.test(value) && value.length <= 500 ? null : `"${value}" is not a plain format`,
  ),
} as const;
