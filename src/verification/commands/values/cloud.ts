import { checked, pattern } from '../table/value-kind.ts';

/** A value that no cloud command line takes for a file or an address to read: `file://`, `http://`, `@file`. */
const plainValue = /^(?!@)(?!.*:\/\/)[A-Za-z0-9_.,:;=@/+*'"?[\]{}()&|`!<>$ ~-]+$/;

/** Reads of secrets, whatever they are called in a query over the answer. */
const secretQuery = /user_?data|secret|password|environment|env\b/i;

export const cloudKinds = {
  'cloud-value': checked('a value', (value) =>
    plainValue.test(value) && value.length <= 400 ? null : `"${value}" is not a plain value`,
  ),
  'cloud-query': checked('a query', (value) =>
    plainValue.test(value) && !secretQuery.test(value) ? null : `"${value}" is not a plain query`,
  ),
  region: pattern('a region or zone', /^[a-z]{2,}[a-z0-9-]*$/),
} as const;
