import ipaddr from 'ipaddr.js';
import type { Config } from '../../config/schema.ts';
import { type Principal, toScopes } from './principal.ts';

type Address = ReturnType<typeof ipaddr.process>;

function isWithin(address: Address, cidr: string): boolean {
  const [network, bits] = ipaddr.parseCIDR(cidr);
  return address.kind() === network.kind() && address.match(network, bits);
}

/** Whether an address belongs to one of the networks. IPv4 within IPv6 counts as IPv4. */
export function isFrom(address: string, cidrs: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return cidrs.some((cidr) => isWithin(parsed, cidr));
}

/** Whom a reverse proxy says it has logged in; null if the connection does not come from one that is trusted. */
export function findProxyPrincipal(
  connection: {
    readonly address: string;
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  },
  proxy: NonNullable<Config['server']['access']['proxy']>,
): Principal | null {
  if (!isFrom(connection.address, proxy.from)) return null;
  const read = (name: string): string => {
    const value = connection.headers[name.toLowerCase()];
    // Two headers of one name: somebody has added one. Neither is believed.
    return typeof value === 'string' && !value.includes('\n') ? value.trim() : '';
  };
  const user = read(proxy.user_header);
  if (user === '') return null;
  const groups = read(proxy.groups_header)
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group !== '');
  return {
    name: `proxy:${user}`,
    groups: groups.map((group) => `group:${group}`),
    scopes: toScopes(proxy.roles, groups),
    csrfToken: null,
  };
}
