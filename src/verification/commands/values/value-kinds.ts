import type { ValueKind } from '../table/value-kind.ts';
import { cloudKinds } from './cloud.ts';
import { hostKinds } from './hosts.ts';
import { kubernetesKinds } from './kubernetes-kinds.ts';
import { pathKinds } from './paths.ts';
import { plainKinds } from './plain-kinds.ts';
import { processKinds } from './processes.ts';
import { programKinds } from './programs.ts';
import { redisKinds } from './redis.ts';
import { specialKinds } from './special-kinds.ts';
import { sqlKinds } from './sql.ts';
import { templateKinds } from './templates.ts';

/** Everything that a table may call a value, by name. */
export const valueKinds: Readonly<Record<string, ValueKind>> = {
  ...plainKinds,
  ...pathKinds,
  ...hostKinds,
  ...kubernetesKinds,
  ...templateKinds,
  ...programKinds,
  ...processKinds,
  ...sqlKinds,
  ...redisKinds,
  ...cloudKinds,
  ...specialKinds,
};
