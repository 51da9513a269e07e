import type { BinarySource, BinaryTable } from '../table/command-rules.ts';
import { composeFlags, composeForms } from './compose.ts';

const endless = 'it never ends';
const other = 'it speaks to another machine';

const stopUndo = 'docker start {all} (one that ran with --rm is gone)';

const list = '-a,--all -q,--quiet --no-trunc --format=list-template -f,--filter=docker-filter';

const docker: BinarySource = {
  style: 'go',
  flags_behind: { compose: `${composeFlags} --dry-run` },
  never: {
    '-H --host -c --context --config --tls --tlscacert --tlscert --tlskey --tlsverify -D --debug': other,
    '--follow': endless,
    '--env-file --env -e': 'it sets the environment',
    '-i --interactive --tty': 'it waits for input',
  },
  forms: [
    { words: 'ps', flags: `${list} -n,--last=count -l,--latest -s,--size` },
    { words: 'container ls|list|ps', flags: `${list} -n,--last=count -l,--latest -s,--size` },
    { words: 'images', flags: `${list} --digests --tree`, arguments: 'image?' },
    { words: 'image ls|list', flags: `${list} --digests --tree`, arguments: 'image?' },
    { words: 'image history', flags: '-q,--quiet --format=list-template -H,--human', arguments: 'image' },
    { words: 'history', flags: '-q,--quiet --format=list-template -H,--human', arguments: 'image' },
    {
      words: 'logs',
      flags: '-n,--tail=docker-tail --since=time --until=time -t,--timestamps --details',
      arguments: 'word',
    },
    {
      words: 'container logs',
      flags: '-n,--tail=docker-tail --since=time --until=time -t,--timestamps --details',
      arguments: 'word',
    },
    {
      words: 'service logs',
      flags:
        '-n,--tail=docker-tail --since=time -t,--timestamps --details --no-resolve --no-task-ids --no-trunc --raw',
      arguments: 'word',
    },
    {
      words: 'stats',
      flags: '--no-stream -a,--all --no-trunc --format=list-template',
      needs: '--no-stream',
      arguments: 'word*',
    },
    {
      words: 'container stats',
      flags: '--no-stream -a,--all --no-trunc --format=list-template',
      needs: '--no-stream',
      arguments: 'word*',
    },
    { words: 'top', arguments: 'word' },
    { words: 'container top|port|diff', arguments: 'word' },
    { words: 'port', arguments: 'word word?' },
    { words: 'diff', arguments: 'word' },
    {
      words: 'inspect',
      flags:
        '-f,--format=inspect-template -s,--size --type={container|image|network|volume|node|service|task}',
      needs: '-f',
      arguments: 'image+',
    },
    {
      words: 'container|image|volume|service inspect',
      flags: '-f,--format=inspect-template -s,--size',
      needs: '-f',
      arguments: 'image+',
    },
    {
      words: 'network|node inspect',
      flags: '-f,--format=list-template -v,--verbose --pretty',
      arguments: 'word+',
    },
    { words: 'context inspect', flags: '-f,--format=list-template', arguments: 'word*' },
    { words: 'context ls|list', flags: '-q,--quiet --format=list-template' },
    { words: 'context show' },
    {
      words: 'network|volume|node|service|stack|plugin|config ls|list',
      flags: '-q,--quiet --no-trunc --format=list-template -f,--filter=docker-filter',
    },
    {
      words: 'node ps',
      flags: '-q,--quiet --no-trunc --no-resolve --format=list-template -f,--filter=docker-filter',
      arguments: 'word*',
    },
    {
      words: 'service|stack ps',
      flags: '-q,--quiet --no-trunc --no-resolve --format=list-template -f,--filter=docker-filter',
      arguments: 'word+',
    },
    {
      words: 'stack services',
      flags: '-q,--quiet --format=list-template -f,--filter=docker-filter',
      arguments: 'word',
    },
    {
      words: 'events',
      flags: '--since=time --until=past-time -f,--filter=docker-filter --format=list-template',
      needs: '--until',
    },
    {
      words: 'system events',
      flags: '--since=time --until=past-time -f,--filter=docker-filter --format=list-template',
      needs: '--until',
    },
    { words: 'system df', flags: '-v,--verbose --format=list-template' },
    { words: 'system info', flags: '-f,--format=list-template' },
    { words: 'info', flags: '-f,--format=list-template' },
    { words: 'version', flags: '-f,--format=list-template' },
    {
      words: 'search',
      flags: '--limit=count --no-trunc --automated -f,--filter=docker-filter --format=list-template',
      arguments: 'plain-name',
    },
    { words: 'manifest inspect', flags: '-v,--verbose', arguments: 'plain-name' },
    { words: 'help', arguments: 'word*' },

    {
      words: 'start',
      arguments: 'word+',
      effect: 'starts the containers {all}',
      undo: 'docker stop {all}',
    },
    {
      words: 'restart',
      flags: '-t,--time,--timeout=count -s,--signal=signal',
      arguments: 'word+',
      effect: 'stops and starts the containers {all}',
    },
    {
      words: 'stop',
      flags: '-t,--time,--timeout=count -s,--signal=signal',
      arguments: 'word+',
      effect: 'stops the containers {all}',
      undo: stopUndo,
    },
    {
      words: 'kill',
      flags: '-s,--signal=signal',
      arguments: 'word+',
      effect: 'ends the containers {all} at once',
    },
    {
      words: 'pause',
      arguments: 'word+',
      effect: 'freezes the containers {all}',
      undo: 'docker unpause {all}',
    },
    {
      words: 'unpause',
      arguments: 'word+',
      effect: 'goes on with the containers {all}',
      undo: 'docker pause {all}',
    },
    {
      words: 'rm',
      flags: '-f,--force -v,--volumes',
      arguments: 'word+',
      effect: 'deletes the containers {all}',
    },
    {
      words: 'container start',
      arguments: 'word+',
      effect: 'starts the containers {all}',
      undo: 'docker stop {all}',
    },
    {
      words: 'container stop',
      flags: '-t,--time,--timeout=count -s,--signal=signal',
      arguments: 'word+',
      effect: 'stops the containers {all}',
      undo: stopUndo,
    },
    {
      words: 'container restart|kill|pause|unpause|rm',
      flags: '-t,--time,--timeout=count -s,--signal=signal -f,--force -v,--volumes',
      arguments: 'word+',
      effect: 'restarts, freezes, ends or deletes the containers {all}',
    },
    { words: 'rmi', flags: '-f,--force', arguments: 'image+', effect: 'deletes the images {all}' },
    { words: 'image rm', flags: '-f,--force', arguments: 'image+', effect: 'deletes the images {all}' },
    { words: 'pull', arguments: 'image', effect: 'fetches the image {1}' },
    {
      words: 'update',
      flags:
        '-m,--memory=size --memory-swap=size --cpus=interval --restart=word -c,--cpu-shares=count --pids-limit=number',
      arguments: 'word+',
      effect: 'changes what the containers {all} may use',
      undo: 'the same command with the values from before; note them now',
    },
    {
      words: 'system|image|container|volume|network|builder prune',
      flags: '-a,--all -f,--force --volumes --filter=docker-filter',
      effect: 'deletes what is not used',
    },
    {
      words: 'volume rm|remove',
      flags: '-f,--force',
      arguments: 'word+',
      effect: 'deletes the volumes {all} and all data on them',
    },
    { words: 'network rm|remove', arguments: 'word+', effect: 'deletes the networks {all}' },
    {
      words: 'network connect',
      arguments: 'word word',
      effect: 'connects the network {1} with the container {2}',
      undo: 'docker network disconnect {1} {2}',
    },
    {
      words: 'network disconnect',
      flags: '-f,--force',
      arguments: 'word word',
      effect: 'takes the container {2} off the network {1}',
      undo: 'docker network connect {1} {2} (without the address and the names that it had there)',
    },
    {
      words: 'service scale',
      flags: '-d,--detach',
      arguments: 'assignment+',
      effect: 'sets the number of replicas: {all}',
      undo: 'the same command with the numbers from before; note them now',
    },
    {
      words: 'service update',
      flags: '-d,--detach --force --image=image --replicas=count --limit-memory=size --limit-cpu=interval',
      arguments: 'word',
      effect: 'changes the service {1}: its tasks are replaced',
      undo: 'docker service rollback {1}',
    },
    {
      words: 'service rollback',
      flags: '-d,--detach -q,--quiet',
      arguments: 'word',
      effect: 'goes back to the version of {1} before',
    },
    {
      words: 'node update',
      flags: '--availability={active|pause|drain} --role={worker|manager}',
      arguments: 'word',
      effect: 'changes what the node {1} takes on',
      undo: 'the same command with the values from before; note them now',
    },
    ...composeForms({ command: 'docker compose', words: 'compose ', typed: '{compose}', dryRun: true }),
  ],
};

/** Docker's forms for a program that understands the same words: what takes them back is said to it, too. */
function formsOf(program: string): BinarySource['forms'] {
  return docker.forms.map((form) =>
    form.undo === undefined ? form : { ...form, undo: form.undo.replace(/^docker/, program) },
  );
}

/** Docker, and what understands the same words. */
export const containerCommands: BinaryTable = {
  docker,
  podman: {
    ...docker,
    forms: [
      ...formsOf('podman'),
      { words: 'pod ps|ls|list', flags: '-q,--quiet --format=list-template -f,--filter=docker-filter' },
      { words: 'pod stats', flags: '--no-stream', needs: '--no-stream', arguments: 'word*' },
    ],
  },
  nerdctl: { ...docker, forms: formsOf('nerdctl[ -n {-n}]'), flags: '-n,--namespace=word' },
  'docker-compose': {
    style: 'go',
    flags_behind: { '': composeFlags },
    never: { '-H --host --context --env-file': other, '--follow': endless },
    forms: composeForms({ command: 'docker-compose', words: '', typed: '{before}', dryRun: false }),
  },
};
