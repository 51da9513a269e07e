import { checked, pattern } from '../table/value-kind.ts';
import { checkListed, checkReadable } from './paths.ts';

const coredumpField = /ENVIRON|^COREDUMP$|^COREDUMP_PROC_/;

/** Values that only one program or two have. */
export const specialKinds = {
  'boot-id': pattern('a boot', /^([+-]?\d{1,4}|[0-9a-f]{32}([+-]\d+)?|all)$/, true),
  'journal-lines': pattern('a number of lines', /^\+?\d{1,7}$/),
  'journal-field': checked('a field of the journal', (value) =>
    /^_?[A-Z][A-Z0-9_]*$/.test(value) && !coredumpField.test(value)
      ? null
      : `the field "${value}" may hold secrets`,
  ),
  chain: pattern('a chain', /^[A-Z][A-Za-z0-9_-]{3,28}$/),
  // A unit's environment, and the command lines that it starts, are where passwords stand.
  'unit-properties': checked('properties of a unit', (value) => {
    const odd = value
      .split(',')
      .find((name) => !/^[A-Z][A-Za-z0-9]*$/.test(name) || /env|exec|credential/i.test(name));
    return odd === undefined ? null : `the property "${odd}" may hold secrets`;
  }),
  // systemd-coredump keeps the environment and the memory of a process that crashed in its entry.
  'journal-fields': checked('fields of the journal', (value) => {
    const odd = value
      .split(',')
      .find((name) => !/^_?[A-Z][A-Z0-9_]*$/.test(name) || coredumpField.test(name));
    return odd === undefined ? null : `the field "${odd}" may hold secrets`;
  }),
  // A number in its place would be how often to look, without an end.
  disk: pattern('a disk', /^[A-Za-z][A-Za-z0-9_.:-]*$/),
  'sort-key': pattern(
    'a key to sort by',
    /^\d{1,4}(\.\d{1,4})?[bdfgiMhnRrV]*(,\d{1,4}(\.\d{1,4})?[bdfgiMhnRrV]*)?$/,
  ),
  'small-number': pattern('a number up to 99999', /^\d{1,5}$/),
  few: pattern('a number up to 5', /^[0-5]$/),
  'sysctl-change': pattern('setting=value', /^[a-z0-9_]+([./][A-Za-z0-9_-]+)+=[A-Za-z0-9 ._-]+$/),
  'ip-word': pattern('a name or an address', /^[A-Za-z0-9_.:/@-]+$/),
  'ss-filter': pattern(
    'a word of a filter',
    /^(?!-)[A-Za-z0-9_.:/[\]*=<>!()%-]+$|^[a-z]+ [A-Za-z0-9_.:/ ()=<>!-]+$|^\( ?[a-z0-9 :=.<>!]+ ?\)$/,
  ),
  'dns-type': pattern(
    'a type of record',
    /^(A|AAAA|ANY|CAA|CNAME|DNSKEY|DS|MX|NAPTR|NS|PTR|SOA|SRV|TXT|TLSA|HTTPS|SVCB|a|aaaa|any|caa|cname|mx|ns|ptr|soa|srv|txt)$/,
  ),
  // `@file` reads a file, `%output{file}` writes one.
  'curl-format': pattern('a format', /^(?!@)(?!.*%output)[A-Za-z0-9_%{}.:,;=|/ \\-]+$/),
  'jstat-interval': pattern('an interval up to 99999', /^\d{1,5}(ms|s)?$/),
  // Shorter, and it floods the network.
  'ping-interval': pattern('a number of seconds from 0.2', /^(0\.[2-9]\d*|[1-9]\d{0,2}(\.\d+)?)$/),
  'lsof-address': pattern('an address', /^[46]?(TCP|UDP|tcp|udp)?(@[A-Za-z0-9_.[\]-]+)?(:[A-Za-z0-9_,-]+)?$/),
  'lsof-state': pattern('a state', /^(p|(TCP|UDP):\^?[A-Z_a-z]+(,\^?[A-Z_a-z]+)*)$/),
  fuser: checked('a port or a file', (value, scope) =>
    /^\d{1,5}\/(tcp|udp)$|^\d{1,5}$/.test(value) ? null : checkListed(value, scope),
  ),
  // A certificate is public, its key is not, and both are called .pem.
  certificate: checked('a certificate', (value, scope) => {
    if (!/\.(crt|cer|pem)$/.test(value) || /key|priv/i.test(value)) return `"${value}" is no certificate`;
    return /^\/(etc|var\/lib|usr\/local|opt)\/[A-Za-z0-9_./-]+$/.test(value) && !value.includes('..')
      ? null
      : checkReadable(value.replace(/\.pem$/, '.crt'), scope);
  }),
  'docker-filter': pattern('a filter', /^[a-z-]+=[A-Za-z0-9_./:=@-]+$/),
  'docker-tail': pattern('a number of lines', /^(\d{1,7}|all)$/),
  'argocd-repo': pattern('the address of a repository', /^https:\/\/[A-Za-z0-9_.-]+\/[A-Za-z0-9_./-]+$/),
  'chart-name': pattern('a chart', /^(\.\/)?[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/),
  'kube-condition': pattern(
    'a condition',
    /^(delete|create|condition=[A-Za-z]+(=[A-Za-z]+)?|jsonpath=[\x20-\x7e]+)$/,
  ),
  'kube-label': checked('a name, or a label', (value) =>
    /^[A-Za-z0-9_./-]+(=[A-Za-z0-9_./:@ +-]*)?-?$/.test(value) ? null : `"${value}" is not a label`,
  ),
  'psql-setting': pattern(
    'a setting of the output',
    /^(pager=off|format=(aligned|unaligned|wrapped|csv|html|asciidoc|latex)|expanded=(on|off|auto)|border=[0-3]|null=[A-Za-z0-9()-]*|footer=(on|off)|tuples_only=(on|off)|pager_min_lines=\d+|linestyle=[a-z-]+|columns=\d+)$/,
  ),
  // A terminal does as such characters say: \\033, \\e, \\x1b.
  'echo-text': pattern('a text', /^(?:[^\\]|\\[nt\\])*$/),
  // kingpin takes an argument that begins with "@" for a file with more arguments.
  'kingpin-text': pattern('a text', /^(?!@)[\x20-\x7e]{1,200}$/),
  promql: pattern('a query', /^(?!@)[\x20-\x7e]{1,500}$/),
  'prometheus-file': checked('a configuration of Prometheus', (value, scope) =>
    /^\/etc\/prometheus\/[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)?\.ya?ml$/.test(value)
      ? null
      : checkReadable(value, scope),
  ),
  'label-match': pattern(
    'a label and its value',
    /^(?!@)[A-Za-z_][A-Za-z0-9_]*(=|!=|=~|!~)?[A-Za-z0-9_.:|*+()" /-]*$/,
  ),
  deletable: checked('a file that may go', (value) =>
    /^\/(tmp|var\/(tmp|log|cache|crash))\/[A-Za-z0-9_.@:+/-]*[A-Za-z0-9_.@:+-]$/.test(value) &&
    !/(^|\/)\.\.(\/|$)/.test(value)
      ? null
      : `"${value}" is not in a folder of logs or temporary files`,
  ),
  's3-url': pattern('a bucket', /^s3:\/\/[a-z0-9.-]+(\/[A-Za-z0-9_.=/-]*)?$/),
} as const;
