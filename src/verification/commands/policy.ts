import type { CompiledBinary } from './table/command-rules.ts';
import type { ValueScope } from './table/value-kind.ts';

/** What the gate lets through in one place: built-in tables with the user's rules on top. */
export interface CommandPolicy {
  /** The rules of a binary, of which every set is tried; none for a binary that is not known. */
  readonly rulesOf: (binary: string) => readonly CompiledBinary[];
  /** Why a command is refused whatever the tables say: its first words, such as "kubectl logs". */
  readonly denied: readonly { readonly words: readonly string[]; readonly reason: string }[];
  /** Whether `sudo` is looked through. */
  readonly sudo: boolean;
  /** Whether `;`, `&&` and `||` may join commands. */
  readonly chains: boolean;
  readonly scope: ValueScope;
}
