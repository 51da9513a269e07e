import type { CommandPolicy } from './policy.ts';
import {
  BinaryRules,
  type BinarySource,
  type BinaryTable,
  type CompiledBinary,
  compileBinary,
} from './table/command-rules.ts';
import { cloudCommands } from './tables/cloud.ts';
import { containerCommands } from './tables/containers.ts';
import { databaseCommands } from './tables/databases.ts';
import { fileCommands } from './tables/files.ts';
import { kubernetesCommands } from './tables/kubernetes.ts';
import { monitoringCommands } from './tables/monitoring.ts';
import { networkCommands } from './tables/network.ts';
import { processCommands } from './tables/processes.ts';
import { systemdCommands } from './tables/systemd.ts';
import { textFilters } from './tables/text-filters.ts';
import { valueKinds } from './values/value-kinds.ts';

/** What comes with the product, by what it is about. */
export const builtInTables: Readonly<Record<string, BinaryTable>> = {
  'Text and filters': textFilters,
  'Files and disks': fileCommands,
  'Processes and the machine': processCommands,
  'systemd, clocks, packages': systemdCommands,
  Network: networkCommands,
  Containers: containerCommands,
  Kubernetes: kubernetesCommands,
  Clouds: cloudCommands,
  'Databases and queues': databaseCommands,
  'Monitoring and servers': monitoringCommands,
};

const sources: ReadonlyMap<string, BinarySource> = new Map(
  Object.values(builtInTables).flatMap((table) => Object.entries(table)),
);
const compiled = new Map<string, readonly CompiledBinary[]>();

/** Compiled when it is first asked for: nobody suggests all of them. */
function rulesOf(name: string): readonly CompiledBinary[] {
  const source = sources.get(name);
  if (source === undefined) return [];
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const result = compileBinary(BinaryRules.parse(source), valueKinds);
  if (!result.ok) {
    const [problem] = result.problems;
    throw new Error(`the rules of ${name} are wrong: ${problem?.path.join('.')}: ${problem?.message}`);
  }
  compiled.set(name, [result.rules]);
  return [result.rules];
}

/** The policy without any rules of the user: nothing outside is reached, `sudo` and chains are refused. */
export const builtInPolicy: CommandPolicy = {
  rulesOf,
  denied: [],
  sudo: false,
  chains: false,
  scope: { allowsHost: () => false, kubernetesKinds: new Set() },
};
