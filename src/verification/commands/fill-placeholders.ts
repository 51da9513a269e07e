import type { Labels } from '../../domain/labels.ts';

export type Filled =
  | { readonly ok: true; readonly command: string }
  | { readonly ok: false; readonly reason: string };

/** By what other names a placeholder asks for a label; each may also have "-name" or "_name" behind it. */
const labelsByPlaceholder: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    pod: ['pod', 'pod_name', 'kubernetes_pod_name'],
    ns: ['namespace', 'kubernetes_namespace'],
    namespace: ['namespace', 'kubernetes_namespace'],
    node: ['node', 'nodename', 'kubernetes_node'],
    host: ['host', 'hostname', 'nodename', 'node'],
    hostname: ['hostname', 'host', 'nodename', 'node'],
    service: ['service', 'app', 'service_name'],
    svc: ['service', 'service_name'],
    app: ['app', 'service', 'app_kubernetes_io_name'],
    deploy: ['deployment'],
    sts: ['statefulset'],
    ds: ['daemonset'],
    pvc: ['persistentvolumeclaim'],
    unit: ['name', 'unit', 'systemd_unit'],
    db: ['database', 'datname', 'db'],
    database: ['database', 'datname', 'db'],
  }),
);

/** Outside single quotes: `<pod>`, `<pod-name>`, `$POD`, `${POD_NAME}`. Inside them a dollar is a dollar. */
const placeholder =
  /'[^']*'|\\.|<([A-Za-z][A-Za-z0-9_-]{0,40})>|\$(?:([A-Za-z_][A-Za-z0-9_]{0,40})|\{([A-Za-z_][A-Za-z0-9_]{0,40})\})/g;
/** `<pod>` inside single quotes, as in `-l 'app=<app>'`: what it is called has to be a label, as SQL has `<` and `>` too. */
const inQuotes = /<([A-Za-z][A-Za-z0-9_-]{0,40})>/g;

/** A value that is one plain word wherever it is put: no flag, no blank, nothing for a shell. */
const plainValue = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,252}$/;

function findValue(name: string, labels: Labels): string | null {
  const plain = name.toLowerCase().replaceAll('-', '_');
  const bare = plain.replace(/_name$/, '');
  const names = [plain, bare, ...(labelsByPlaceholder.get(bare) ?? [])];
  const values = names.flatMap((label) => (Object.hasOwn(labels, label) ? [labels[label] ?? ''] : []));
  const [value] = values;
  return value !== undefined && plainValue.test(value) ? value : null;
}

/**
 * Puts the labels of the incident where a command has `<pod>` or `$POD`. Without such a label the command is incomplete: a
 * person would have to think of the rest, and nobody has checked that.
 */
export function fillPlaceholders(command: string, labels: Labels): Filled {
  const missing: string[] = [];
  const filled = command.replaceAll(
    placeholder,
    (found: string, angled?: string, plain?: string, braced?: string) => {
      if (found.startsWith('\\')) return found;
      if (found.startsWith("'")) {
        return found.replaceAll(inQuotes, (inside, name: string) => findValue(name, labels) ?? inside);
      }
      const value = findValue(angled ?? plain ?? braced ?? '', labels);
      if (value === null) missing.push(found);
      return value ?? found;
    },
  );
  return missing.length === 0
    ? { ok: true, command: filled }
    : { ok: false, reason: `it is incomplete: the alert does not say what ${missing.join(', ')} is` };
}
