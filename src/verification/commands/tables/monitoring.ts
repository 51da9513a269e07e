import type { BinaryTable } from '../table/command-rules.ts';

const readsFile = 'it reads another file';
const other = 'it speaks to another server, or as somebody else';

/** Prometheus and its neighbours, web servers, and what else tells of itself. */
export const monitoringCommands: BinaryTable = {
  promtool: {
    style: 'exact',
    never: {
      '--http.config.file --web.config.file': readsFile,
      '--header': 'it sends a text',
      '--enable-feature': 'it changes how it reads',
    },
    forms: [
      {
        words: 'query instant',
        flags: '-o={promql|json} --format={promql|json} --time=time',
        arguments: 'url promql',
      },
      {
        words: 'query range',
        flags: '-o={promql|json} --format={promql|json} --start=time --end=time --step=duration',
        arguments: 'url promql',
      },
      {
        words: 'query series',
        flags: '-o={promql|json} --format={promql|json} --match=promql --start=time --end=time',
        needs: '--match',
        arguments: 'url',
      },
      {
        words: 'query labels',
        flags: '-o={promql|json} --format={promql|json} --match=promql --start=time --end=time',
        arguments: 'url word',
      },
      {
        words: 'query analyze',
        flags: '--type={histogram} --duration=duration --match=promql --time=time',
        arguments: 'url',
      },
      {
        words: 'check rules',
        flags: '--lint=words --lint-fatal --ignore-unknown-fields -q --quiet',
        arguments: 'input*',
      },
      {
        words: 'check config',
        flags: '--syntax-only --lint=words --lint-fatal --agent',
        arguments: 'prometheus-file+',
      },
      { words: 'check web-config', arguments: 'prometheus-file+' },
      { words: 'check healthy|ready', flags: '--url=url', needs: '--url' },
      { words: 'check metrics', arguments: '', reads_input: true },
      {
        words: 'test rules',
        flags: '--run=kingpin-text --debug --diff --ignore-unknown-fields',
        arguments: 'input+',
      },
      { words: 'tsdb list', flags: '-r --human-readable', arguments: 'listed?' },
      { words: 'tsdb analyze', flags: '--limit=count --extended --match=promql', arguments: 'listed? word?' },
      { words: 'promql format', arguments: 'promql' },
    ],
  },
  amtool: {
    style: 'exact',
    flags:
      '--alertmanager.url=url -o={simple|extended|json} --output={simple|extended|json} --timeout=duration -v --verbose --date.format=kingpin-text',
    never: { '--http.config.file --config.file': readsFile, '--version-check': other },
    forms: [
      {
        words: 'alert',
        flags: '-a --active -s --silenced -i --inhibited -u --unprocessed -r=word --receiver=word',
        arguments: 'label-match*',
      },
      {
        words: 'alert query',
        flags: '-a --active -s --silenced -i --inhibited -u --unprocessed -r=word --receiver=word',
        arguments: 'label-match*',
      },
      { words: 'silence', flags: '-q --quiet --expired --within=duration --id=word' },
      {
        words: 'silence query',
        flags: '-q --quiet --expired --within=duration --created-by=word --id=word',
        arguments: 'label-match*',
      },
      { words: 'check-config', arguments: 'input+' },
      { words: 'cluster show' },
      { words: 'cluster' },
      { words: 'config routes', arguments: '' },
      { words: 'config routes show' },
      { words: 'config routes test', flags: '--verify.receivers=words --tree', arguments: 'label-match+' },
      {
        words: 'silence add',
        flags:
          '-a=word --author=word -d=duration --duration=duration -c=kingpin-text --comment=kingpin-text --start=time --end=time --no-require-comment',
        arguments: 'label-match+',
        effect: 'silences alerts with {all}[ for {-d}]',
        undo: 'amtool silence expire, with the identifier that it prints',
      },
      { words: 'silence expire', arguments: 'word+', effect: 'ends the silences {all}' },
    ],
  },
  logcli: {
    style: 'exact',
    never: {
      '--addr --username --password --bearer-token --bearer-token-file --ca-cert --cert --key --auth-header --proxy-url --org-id':
        other,
      '-f --tail --follow': 'it never ends',
      '--stdin --store-config --part-path-prefix': readsFile,
    },
    forms: [
      {
        words: 'query',
        flags:
          '--limit=count --since=duration --from=time --to=time --step=duration -o={default|raw|jsonl} --output={default|raw|jsonl} -q --quiet --no-labels --forward --timezone=word',
        arguments: 'promql',
      },
      {
        words: 'instant-query',
        flags: '--limit=count --now=time -o={default|raw|jsonl} -q --quiet',
        arguments: 'promql',
      },
      { words: 'labels', flags: '--since=duration -q --quiet', arguments: 'word?' },
      {
        words: 'series|stats|volume',
        flags: '--since=duration --limit=count -q --quiet',
        arguments: 'promql',
      },
    ],
  },
  nginx: {
    style: 'exact',
    never: { '-c -p -e': readsFile, '-g': 'it sets directives', '-T': 'it shows whole configurations' },
    forms: [
      { flags: '-v -V -t -q', needs: '-v|-V|-t' },
      { flags: '-s={reload|reopen|quit|stop}', needs: '-s', effect: 'asks nginx to {-s}' },
    ],
  },
  apachectl: {
    style: 'exact',
    forms: [
      { words: 'configtest|status|fullstatus' },
      { flags: '-t -S -v -V -M', needs: '-t|-S|-v|-V|-M' },
      { words: 'start', effect: 'starts Apache', undo: 'apachectl stop, if it was stopped before' },
      { words: 'stop', effect: 'stops Apache', undo: 'apachectl start' },
      { words: 'graceful|restart', effect: 'restarts or reloads Apache' },
    ],
  },
  haproxy: { style: 'exact', forms: [{ flags: '-v -vv', needs: '-v|-vv' }] },
  varnishstat: { forms: [{ flags: '-1 -j -f=text', needs: '-1|-j' }] },
  varnishadm: { style: 'exact', forms: [{ words: 'status|backend.list|panic.show|storage.list' }] },
  supervisorctl: {
    never: { '-c --configuration -s --serverurl -u --username -p --password -i --interactive': other },
    forms: [
      { words: 'status', arguments: 'name*' },
      {
        words: 'start',
        arguments: 'name+',
        effect: 'starts {all}',
        undo: 'supervisorctl stop {all}, if it was stopped before',
      },
      { words: 'stop', arguments: 'name+', effect: 'stops {all}', undo: 'supervisorctl start {all}' },
      { words: 'restart', arguments: 'name+', effect: 'stops and starts {all}' },
    ],
  },
  pm2: {
    style: 'exact',
    forms: [
      { words: 'list|ls|status' },
      { words: 'stop', arguments: 'name', effect: 'stops {1}', undo: 'pm2 start {1}' },
      { words: 'restart|reload', arguments: 'name', effect: 'stops and starts {1}' },
    ],
  },
  'fail2ban-client': {
    style: 'exact',
    forms: [{ words: 'status', arguments: 'word?' }, { words: 'ping|version' }],
  },
  jps: { style: 'exact', forms: [{ flags: '-l -q' }] },
  jstack: { forms: [{ flags: '-l -e', arguments: 'unsigned-pid' }] },
  jstat: {
    style: 'exact',
    forms: [
      {
        flags: '-gc -gcutil -gccause -gcnew -gcold -gccapacity -gcmetacapacity -class -compiler -t',
        needs: '-gc|-gcutil|-gccause|-gcnew|-gcold|-gccapacity|-gcmetacapacity|-class|-compiler',
        arguments: 'unsigned-pid',
      },
      {
        flags: '-gc -gcutil -gccause -gcnew -gcold -gccapacity -gcmetacapacity -class -compiler -t',
        needs: '-gc|-gcutil|-gccause|-gcnew|-gcold|-gccapacity|-gcmetacapacity|-class|-compiler',
        arguments: 'unsigned-pid jstat-interval rounds',
      },
    ],
  },
  'nvidia-smi': {
    forms: [
      {
        flags:
          '-L,--list-gpus -q,--query -i,--id=numbers --query-gpu=words --query-compute-apps=words --format=words -d,--display=words',
        arguments: '',
      },
    ],
  },
  sensors: {
    never: { '-c --config-file': readsFile, '-s --set': 'it sets limits' },
    forms: [{ flags: '-A -u -j -f', arguments: 'word*' }],
  },
  virsh: {
    style: 'gnu',
    never: { '-c --connect': other },
    forms: [
      { words: 'list', flags: '--all --inactive --title' },
      { words: 'dominfo|domstate|domblklist|domiflist|dommemstat', arguments: 'word' },
      { words: 'nodeinfo|version' },
      {
        words: 'start',
        arguments: 'word',
        effect: 'starts the machine {1}',
        undo: 'virsh shutdown {1}',
      },
      {
        words: 'shutdown|destroy',
        arguments: 'word',
        effect: 'stops the machine {1}',
        undo: 'virsh start {1} (one without a stored definition is gone)',
      },
      {
        words: 'reboot',
        arguments: 'word',
        effect: 'restarts the machine {1}',
      },
    ],
  },
  logrotate: {
    never: { '-m --mail': 'it runs another program', '-l --log': 'it writes a file' },
    forms: [
      { flags: '-d,--debug -v,--verbose -s,--state={/dev/null}', needs: '-d', arguments: 'input+' },
      {
        flags: '-f,--force -v,--verbose',
        arguments: 'input+',
        effect: 'rotates the logs that {all} names, and runs the scripts in it',
        dry_run: '--debug',
      },
    ],
  },
  'ansible-playbook': {
    never: {
      '-e --extra-vars -M --module-path --vault-password-file --vault-id --private-key --key-file --ssh-common-args --ssh-extra-args --scp-extra-args --sftp-extra-args -c --connection -k --ask-pass -K --ask-become-pass -J --ask-vault-pass':
        'it runs, or logs in with, something that is not shown',
    },
    forms: [
      {
        flags:
          '-i,--inventory=input -l,--limit=words -t,--tags=words --skip-tags=words -C,--check -D,--diff -v -b,--become -f,--forks=count --start-at-task=text --list-hosts --list-tasks',
        arguments: 'input+',
        effect: 'changes machines as {all} says[, only {-l}]',
        dry_run: '--check --diff',
      },
    ],
  },
  tldr: {
    never: { '-u --update': 'it fetches something', '-r --render': readsFile },
    forms: [{ flags: '-p,--platform={linux|common|osx|windows}', arguments: 'plain-name+' }],
  },
  rm: {
    never: { '--no-preserve-root': 'it would delete the whole machine' },
    forms: [
      {
        flags: '-f,--force -i -I -r,-R,--recursive -v,--verbose -d,--dir --one-file-system',
        arguments: 'deletable+',
        effect: 'deletes {all} for good',
      },
    ],
  },
  truncate: {
    forms: [
      {
        flags: '-s,--size=count -c,--no-create',
        needs: '-s',
        arguments: 'deletable+',
        effect: 'cuts {all} to {-s} bytes',
      },
    ],
  },
  gzip: {
    forms: [
      {
        flags: '-k,--keep -v,--verbose -9 -1',
        arguments: 'deletable+',
        effect: 'packs {all}, and deletes the unpacked file',
        undo: 'gunzip, of the same with .gz behind the name',
      },
    ],
  },
};
