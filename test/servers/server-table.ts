/** A real server the end-to-end tests run against: where it comes from and how its programs are called. */
export type TestServer = {
  /** The Debian package that brings it. */
  readonly package: string;
  /** Names on the PATH or absolute glob patterns, best first; one of them is enough. */
  readonly executables: readonly string[];
};

/** Every server the tests may ask for. Debian renames the Prometheus programs, upstream does not: both are found. */
export const testServers = Object.freeze({
  prometheus: { package: 'prometheus', executables: ['prometheus'] },
  alertmanager: {
    package: 'prometheus-alertmanager',
    executables: ['prometheus-alertmanager', 'alertmanager'],
  },
  'node-exporter': {
    package: 'prometheus-node-exporter',
    executables: ['prometheus-node-exporter', 'node_exporter'],
  },
  postgresql: { package: 'postgresql', executables: ['/usr/lib/postgresql/*/bin/postgres', 'postgres'] },
  openssl: { package: 'openssl', executables: ['openssl'] },
  'journal-gateway': {
    package: 'systemd-journal-remote',
    executables: ['/usr/lib/systemd/systemd-journal-gatewayd', '/lib/systemd/systemd-journal-gatewayd'],
  },
  chromium: { package: 'chromium', executables: ['chromium', 'chromium-browser', 'google-chrome'] },
} as const satisfies Record<string, TestServer>);

export type TestServerName = keyof typeof testServers;

export const testServerNames = Object.freeze(Object.keys(testServers) as TestServerName[]);
