import type { z } from 'zod';
import { builtInTables } from '../../src/verification/commands/built-in-policy.ts';
import { PolicyFile } from '../../src/verification/commands/policy-file.ts';
import { BinaryRules, Form } from '../../src/verification/commands/table/command-rules.ts';
import { valueKinds } from '../../src/verification/commands/values/value-kinds.ts';
import { generatedNote } from './markdown.ts';

/** A policy that has one of everything; a test reads it. */
export const examplePolicy = `\
# More hosts that curl, dig and psql may reach; those inside (one label, .svc, .internal, private addresses) are reached anyway.
reach:
  - prometheus.example.com
  - "*.int.example.com"

kubernetes_kinds:
  - kafkatopics.kafka.strimzi.io

refuse:
  - command: kubectl logs
    reason: the logs hold what customers typed; use Loki

allow:
  # A program that the built-in tables do not know.
  varnishstat:
    forms:
      - flags: "-1 -f=word"
        needs: "-1"
  # A change that may wait for review.
  consul:
    forms:
      - words: maint
        flags: "-enable -disable -service=name"
        effect: takes the service {-service} out of the catalogue, or back
        undo: run it with the other of -enable and -disable

on_hosts:
  - hosts: ["db-*"]
    sudo: true
    refuse:
      - command: psql
        reason: ask the database team
`;

const intro = `\
# Commands

${generatedNote}

What a model suggests to type is read by bash's own grammar and held against tables: for each program its subcommands, its flags in
every spelling, and what each value may be. Whatever is not understood is refused. Nothing is ever run.

| verdict | what becomes of it |
|---|---|
| \`read-only\` | shown, byte for byte |
| \`mutating\` | known, and changes something: it waits for a person's decision, with what it changes, its dry run if it has one, and how to take it back where there is a way. An approval binds the SHA-256 of its bytes |
| \`refused\` | nobody sees it; the reason is told |

\`llm-alert-bridge check commands FILE\` (or \`-\`) says it of each line, as \`{"input", "verdict", "reason", "parts", …}\`; \`--policy FILE\`
adds your rules, \`--host NAME\` those for a host. It ends with 1 if a command is refused.

A command is refused as a whole when it has characters other than printable ASCII, more than one line, more than 1,000
characters or 50 parts, a comment, a variable, a substitution, an unquoted \`*\`, \`?\`, \`[\`, \`{a,b}\` or \`~\`, a redirection
other than \`2>&1\` and \`2>/dev/null\`, a path instead of a program's name, or more than one command. Pipes lead only into programs that
read their input and write it out again. \`<pod>\` and \`$POD\` are filled from labels that all alerts of the incident agree on, then
checked; with one left over the command is incomplete, and is withheld.

## safe_commands.yaml

Your rules go on top of the built-in tables: name the file in \`review.safe_commands\`. It is read at the start and at each reload, and a
mistake in it is told with its line.

\`\`\`yaml
${examplePolicy}\`\`\`
`;

const limits = `
## What no policy can do

- allow programs that run other programs (shells, interpreters, \`env\`, \`xargs\`, \`ssh\`, \`git\`, editors, pagers …), what opens a way in
  (\`kubectl exec\`, \`docker run\`, \`aws ssm send-command\` …), or flags that the built-in table of a program never lets through
- let a command that the tables know to change something pass for reading: of all forms that fit, the one with an effect counts
- show kinds of Kubernetes objects that hold secrets, or reach the addresses where clouds hand out credentials
- take back the rules on characters, expansions, redirections and length above
`;

const notation = `
## The notation

| flags | |
|---|---|
| \`-A,--all-namespaces\` | takes no value |
| \`-n,--namespace=word\` | takes a value of the kind "word" |
| \`--color=?{auto\\|never}\` | may take one of these words, only joined to it |
| \`-n,--lines=~count\` | may take one, also as the next word |
| \`--filters=text+\` | takes one or more words |
| \`-#\` | a number such as -20 |
| \`/--[a-z]+-ids/=name+\` | every flag whose whole name matches |

Arguments, in their order: \`kind\`, \`kind?\`, \`kind*\`, \`kind+\`, or words themselves: \`{show|list}?\`.
`;

/** Keys of a schema with what they are for. */
function listKeys(schema: z.ZodObject): string {
  const rows = Object.entries(schema.shape).map(([key, value]) => {
    const { description = '' } = (value as z.ZodType).meta() ?? {};
    return `| \`${key}\` | ${description.replaceAll('|', '\\|')} |`;
  });
  return ['| | |', '|---|---|', ...rows, ''].join('\n');
}

/** `docs/commands.md`, written from the tables and the schema of the policy. */
export function renderCommandsPage(): string {
  const kinds = Object.entries(valueKinds)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, { what }]) => `| \`${name}\` | ${what.replaceAll('|', '\\|')} |`);
  const tables = Object.entries(builtInTables).map(
    ([topic, table]) =>
      `**${topic}**: ${Object.keys(table)
        .map((name) => `\`${name}\``)
        .join(', ')}\n`,
  );
  return [
    intro,
    '\n| key | |\n|---|---|\n',
    listKeys(PolicyFile).replace('| | |\n|---|---|\n', ''),
    '\nEach program under `allow`:\n\n',
    listKeys(BinaryRules),
    '\nEach of its `forms`:\n\n',
    listKeys(Form),
    notation,
    '\nKinds of values:\n\n| kind | |\n|---|---|\n',
    `${kinds.join('\n')}\n`,
    limits,
    '\n## Programs that are known\n\n',
    tables.join('\n'),
  ].join('');
}
