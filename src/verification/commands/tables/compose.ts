import type { BinarySource } from '../table/command-rules.ts';

/** What Compose is told before what it is to do; behind it, `-f` means something else. */
export const composeFlags = `-f,--file=compose-file -p,--project-name=word --profile=word --project-directory=listed --parallel=number --compatibility
  --all-resources --ansi={never|always|auto} --progress={auto|tty|plain|json|quiet}`;

interface ComposeProgram {
  readonly command: string;
  /** What stands before the words of a form. */
  readonly words: string;
  /** The placeholder for what was typed of `composeFlags`. */
  readonly typed: string;
  readonly dryRun: boolean;
}

/** What Compose does, called as a part of Docker or as a program of its own. */
export function composeForms({ command, words, typed, dryRun }: ComposeProgram): BinarySource['forms'] {
  const project = `of the project[ (${typed})]`;
  const same = `${command}[ ${typed}]`;
  const change = (form: {
    readonly words: string;
    readonly flags?: string;
    readonly needs?: string;
    readonly effect: string;
    readonly undo?: string;
  }): BinarySource['forms'][number] => ({
    ...form,
    words: `${words}${form.words}`,
    flags: `${form.flags ?? ''}${dryRun ? ' --dry-run' : ''}`,
    arguments: 'word*',
    ...(dryRun ? { dry_run: '--dry-run' } : {}),
  });
  return [
    {
      words: `${words}ls`,
      flags: '-a,--all -q,--quiet --format=list-template --filter=docker-filter',
    },
    {
      words: `${words}ps`,
      flags:
        '-a,--all -q,--quiet --services --status=word --filter=docker-filter --format=list-template --no-trunc --orphans',
      arguments: 'word*',
    },
    {
      words: `${words}logs`,
      flags:
        '-n,--tail=docker-tail --since=time --until=time -t,--timestamps --no-color --no-log-prefix --index=count',
      arguments: 'word*',
    },
    { words: `${words}top|images|version`, arguments: 'word*' },
    change({
      words: 'up',
      flags:
        '-d,--detach --build --no-build --remove-orphans -t,--timeout=count --force-recreate --no-recreate --no-deps --scale=assignment --pull={always|missing|never} --wait',
      effect: `makes and starts containers ${project}[: {all}], in the place of those whose settings have changed`,
    }),
    change({
      words: 'down',
      flags: '--remove-orphans -t,--timeout=count',
      effect: `stops and deletes the containers and networks ${project}[: {all}]`,
      undo: `${same} up -d[ {all}] (what the containers kept outside of volumes is gone)`,
    }),
    change({
      words: 'down',
      flags: '--remove-orphans -t,--timeout=count -v,--volumes --rmi={local|all}',
      needs: '-v|--rmi',
      effect: `stops and deletes the containers and networks ${project}[: {all}], with its volumes and all data on them (-v) or its images (--rmi)`,
    }),
    change({
      words: 'stop',
      flags: '-t,--timeout=count',
      effect: `stops the containers ${project}[: {all}]`,
      undo: `${same} start[ {all}]`,
    }),
    change({
      words: 'start',
      effect: `starts the containers ${project}[: {all}]`,
      undo: `${same} stop[ {all}]`,
    }),
    change({
      words: 'restart',
      flags: '-t,--timeout=count --no-deps',
      effect: `stops and starts the containers ${project}[: {all}]`,
    }),
    change({
      words: 'pause',
      effect: `freezes the containers ${project}[: {all}]`,
      undo: `${same} unpause[ {all}]`,
    }),
    change({
      words: 'unpause',
      effect: `goes on with the containers ${project}[: {all}]`,
      undo: `${same} pause[ {all}]`,
    }),
    change({
      words: 'kill',
      flags: '-s,--signal=signal --remove-orphans',
      effect: `ends the containers ${project}[: {all}] at once`,
    }),
    change({
      words: 'rm',
      flags: '-f,--force -s,--stop',
      effect: `deletes the stopped containers ${project}, or with -s those that run, too[: {all}]`,
    }),
    change({
      words: 'pull',
      flags: '-q,--quiet --ignore-pull-failures',
      effect: `fetches the images ${project}[: {all}]`,
    }),
  ];
}
