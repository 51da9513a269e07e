import type { BinaryTable } from '../table/command-rules.ts';

const other = 'it logs in with a password or through another server';
const readsFile = 'it reads another file';
const writes = 'it writes a file';
const runs = 'it runs another program';

const psqlFlags = `-h,--host=host -p,--port=port -U,--username=word -d,--dbname=plain-name -A,--no-align -t,--tuples-only -x,--expanded -q,--quiet
  -X,--no-psqlrc -w,--no-password -H,--html --csv -F,--field-separator=text -P,--pset=psql-setting -1,--single-transaction -n,--no-readline -e,--echo-queries`;

const psqlNever = {
  '-f --file': readsFile,
  '-o --output -L --log-file': writes,
  '-v --set --variable': 'it sets variables',
  '-s --single-step -S --single-line -W --password': 'it waits for input',
};

const mysqlFlags = `-h,--host=host -P,--port=port -u,--user=word -D,--database=database -t,--table -B,--batch -N,--skip-column-names -s,--silent -r,--raw
  -E,--vertical -H,--html -X,--xml --connect-timeout=count --protocol={tcp|TCP|socket|SOCKET}`;

const mysql = {
  never: {
    '-p --password': other,
    '--defaults-file --defaults-extra-file --defaults-group-suffix --login-path --ssl-ca --ssl-cert --ssl-key':
      readsFile,
    '--init-command --pager --tee --local-infile --plugin-dir --default-auth -S --socket': runs,
  },
  forms: [
    { flags: `${mysqlFlags} -e,--execute=mysql-sql`, needs: '-e', arguments: 'database?' },
    {
      flags: `${mysqlFlags} -e,--execute=kill-session`,
      needs: '-e',
      arguments: 'database?',
      effect: 'ends one session of the database: {-e}',
    },
  ],
};

const redis = {
  flags: '',
  style: 'exact' as const,
  never: {
    '-a --pass --user -u --askpass': other,
    '--eval -x -X --pipe --ldb': runs,
    '--rdb --functions-rdb': writes,
    '-r -i --latency --latency-history --latency-dist --stat --lru-test --intrinsic-latency': 'it never ends',
    '-s --cert --key --cacert': readsFile,
  },
};
const redisFlags = '-h=host -p=port -n=count --tls --no-auth-warning -2 -3 --csv --json --raw --no-raw -c';

const kafkaTopics = {
  style: 'exact' as const,
  never: { '--command-config': readsFile },
  forms: [
    {
      flags:
        '--bootstrap-server=host-ports --list --describe --topic=word --under-replicated-partitions --unavailable-partitions --exclude-internal',
      needs: '--list|--describe',
    },
  ],
};

const kafkaGroups = {
  style: 'exact' as const,
  never: {
    '--command-config': readsFile,
    '--reset-offsets --delete --delete-offsets --execute': 'it changes offsets',
  },
  forms: [
    {
      flags:
        '--bootstrap-server=host-ports --list --describe --group=word --all-groups --state --members --verbose --offsets --timeout=count',
      needs: '--list|--describe',
    },
  ],
};

/** Command lines of databases and queues. They look at how the server does, and read by a statement that only reads. */
export const databaseCommands: BinaryTable = {
  psql: {
    never: psqlNever,
    forms: [
      { flags: `${psqlFlags} -c,--command=psql-sql`, needs: '-c', arguments: 'plain-name? word?' },
      { flags: `${psqlFlags} -l,--list`, needs: '-l', arguments: '' },
      { flags: '-V,--version', needs: '-V' },
      {
        flags: `${psqlFlags} -c,--command=end-session`,
        needs: '-c',
        arguments: 'plain-name? word?',
        effect: 'ends one session of the database, or what it is doing: {-c}',
      },
    ],
  },
  pg_isready: {
    forms: [
      {
        flags:
          '-h,--host=host -p,--port=port -U,--username=word -d,--dbname=plain-name -t,--timeout=count -q,--quiet',
      },
    ],
  },
  pg_lsclusters: { forms: [{ flags: '-h,--no-header -j,--json' }] },
  pg_controldata: { forms: [{ flags: '-D=listed', arguments: 'listed?' }] },
  pg_ctlcluster: {
    style: 'exact',
    forms: [
      { arguments: 'word word {status}' },
      {
        arguments: 'word word {start}',
        effect: 'starts the PostgreSQL cluster {1} {2}',
        undo: 'pg_ctlcluster {1} {2} stop',
      },
      {
        arguments: 'word word {stop}',
        effect: 'stops the PostgreSQL cluster {1} {2}',
        undo: 'pg_ctlcluster {1} {2} start',
      },
      {
        arguments: 'word word {restart|reload|promote}',
        effect: 'restarts, reloads or promotes the PostgreSQL cluster {1} {2}',
      },
    ],
  },
  patronictl: {
    style: 'gnu',
    never: { '-c --config-file -d --dcs-url': readsFile, '-w --watch -W': 'it never ends' },
    forms: [
      {
        words: 'list|topology|history|version',
        flags: '-f,--format={pretty|tsv|json|yaml} -e,--extended -t,--timestamp',
        arguments: 'word*',
      },
      {
        words: 'pause',
        flags: '--force',
        arguments: 'word*',
        effect: 'stops automatic failover of the cluster[ {all}]',
        undo: 'patronictl resume[ {all}]',
      },
      {
        words: 'resume',
        flags: '--force',
        arguments: 'word*',
        effect: 'goes on with automatic failover of the cluster[ {all}]',
        undo: 'patronictl pause[ {all}]',
      },
      {
        words: 'restart|reload|reinit',
        flags: '--force',
        arguments: 'word*',
        effect: 'restarts or reloads members of the cluster {all}',
      },
      {
        words: 'switchover|failover',
        flags: '--leader=word --candidate=word --force',
        arguments: 'word?',
        effect: 'makes another member the leader',
        undo: 'switch over to the leader from before, when it follows again',
      },
    ],
  },
  pgbackrest: {
    intermixed: true,
    forms: [
      { words: 'info', flags: '--stanza=word --output={text|json}' },
      {
        words: 'check',
        flags: '--stanza=word',
        effect: 'makes PostgreSQL begin a new WAL file and archive the last one, to see that archiving works',
      },
    ],
  },
  mysql,
  mariadb: mysql,
  mysqladmin: {
    intermixed: true,
    never: { ...mysql.never, '-i --sleep --count': 'it never ends' },
    forms: [
      {
        words: 'status|ping|processlist|extended-status|version|variables',
        flags: '-h,--host=host -P,--port=port -u,--user=word -v,--verbose --connect-timeout=count',
      },
      {
        words: 'kill',
        flags: '-h,--host=host -P,--port=port -u,--user=word',
        arguments: 'pid',
        effect: 'ends the sessions {1} of the database',
      },
    ],
  },
  'redis-cli': {
    ...redis,
    forms: [
      { flags: redisFlags, arguments: '{info|INFO} redis-info*' },
      { flags: redisFlags, arguments: '{ping|PING|dbsize|DBSIZE|role|ROLE|lastsave|LASTSAVE|time|TIME}' },
      {
        flags: redisFlags,
        arguments: '{memory|MEMORY} {stats|STATS|doctor|DOCTOR|malloc-stats|MALLOC-STATS}',
      },
      { flags: redisFlags, arguments: '{memory|MEMORY} {usage|USAGE} redis-key {samples|SAMPLES}? count?' },
      { flags: redisFlags, arguments: '{slowlog|SLOWLOG} {get|GET|len|LEN} count?' },
      { flags: redisFlags, arguments: '{latency|LATENCY} {latest|LATEST|doctor|DOCTOR}' },
      { flags: redisFlags, arguments: '{latency|LATENCY} {history|HISTORY} word' },
      { flags: redisFlags, arguments: '{client|CLIENT} {list|LIST|info|INFO|id|ID|getname|GETNAME}' },
      {
        flags: redisFlags,
        arguments: '{cluster|CLUSTER} {info|INFO|nodes|NODES|slots|SLOTS|shards|SHARDS|myid|MYID}',
      },
      { flags: redisFlags, arguments: '{config|CONFIG} {get|GET} redis-setting' },
      {
        flags: redisFlags,
        arguments:
          '{ttl|TTL|pttl|PTTL|type|TYPE|exists|EXISTS|llen|LLEN|scard|SCARD|zcard|ZCARD|hlen|HLEN|strlen|STRLEN|xlen|XLEN} redis-key',
      },
      {
        flags: redisFlags,
        arguments:
          '{object|OBJECT} {encoding|ENCODING|freq|FREQ|idletime|IDLETIME|refcount|REFCOUNT} redis-key',
      },
      { flags: redisFlags, arguments: '{module|MODULE} {list|LIST}' },
      {
        flags: redisFlags,
        arguments:
          '{sentinel|SENTINEL} {masters|MASTERS|replicas|REPLICAS|slaves|SLAVES|get-master-addr-by-name|ckquorum|CKQUORUM} word?',
      },
      { flags: `${redisFlags} --bigkeys --memkeys`, needs: '--bigkeys|--memkeys', arguments: '' },
      { flags: '-v', needs: '-v', arguments: '' },
      {
        flags: redisFlags,
        arguments: '{client|CLIENT} {kill|KILL} {id|ID|addr|ADDR} word',
        effect: 'ends the connection {all}',
      },
      {
        flags: redisFlags,
        arguments: '{config|CONFIG} {set|SET} redis-setting word',
        effect: 'changes a setting until the next start: {all}',
        undo: 'the same command with the value from before; note it now',
      },
      {
        flags: redisFlags,
        arguments: '{slowlog|SLOWLOG} {reset|RESET}',
        effect: 'forgets the slow commands that were noted',
      },
      { flags: redisFlags, arguments: '{del|DEL|unlink|UNLINK} redis-key+', effect: 'deletes keys: {all}' },
    ],
  },
  rabbitmqctl: {
    flags:
      '-n,--node=name -q,--quiet -s,--silent -t,--timeout=count -p,--vhost=name --formatter={table|pretty_table|json|csv}',
    forms: [
      {
        words:
          'status|cluster_status|list_vhosts|list_policies|version|ping|list_feature_flags|list_operator_policies',
      },
      {
        words:
          'list_queues|list_exchanges|list_bindings|list_connections|list_channels|list_consumers|list_unresponsive_queues',
        flags: '--online --offline --local',
        arguments: 'word*',
      },
      {
        words: 'purge_queue|delete_queue',
        arguments: 'name',
        effect: 'deletes the messages of the queue {1}',
      },
      {
        words: 'stop_app',
        effect: 'stops the broker on its node',
        undo: 'rabbitmqctl[ -n {-n}] start_app',
      },
      {
        words: 'start_app',
        effect: 'starts the broker on its node',
        undo: 'rabbitmqctl[ -n {-n}] stop_app',
      },
    ],
  },
  'rabbitmq-diagnostics': {
    flags: '-n,--node=name -q,--quiet -s,--silent',
    forms: [
      {
        words:
          'status|ping|check_running|check_local_alarms|check_port_connectivity|alarms|memory_breakdown|cluster_status|listeners|check_virtual_hosts',
        arguments: '',
      },
    ],
  },
  'kafka-topics.sh': kafkaTopics,
  'kafka-topics': kafkaTopics,
  'kafka-consumer-groups.sh': kafkaGroups,
  'kafka-consumer-groups': kafkaGroups,
  etcdctl: {
    style: 'go',
    never: { '--user --password --cert --key --cacert --insecure-skip-tls-verify --discovery-srv': other },
    flags:
      '--endpoints=host-ports -w,--write-out={table|json|simple|fields} --command-timeout=duration --dial-timeout=duration --cluster',
    forms: [
      { words: 'endpoint health|status|hashkv' },
      { words: 'member list' },
      { words: 'alarm list' },
      { words: 'version' },
      {
        words: 'defrag|compact',
        arguments: 'count?',
        effect: 'gives back space of the store: it does not answer meanwhile',
      },
      { words: 'alarm disarm', effect: 'takes back all alarms of the store' },
    ],
  },
  consul: {
    style: 'exact',
    never: { '-token -token-file -http-addr -ca-file -client-cert -client-key -config-dir': other },
    forms: [
      { words: 'members', flags: '-wan -detailed -status=word' },
      { words: 'operator raft list-peers' },
      { words: 'catalog services|nodes|datacenters', flags: '-detailed' },
      { words: 'version|info' },
    ],
  },
  nomad: {
    style: 'exact',
    never: { '-address -token -ca-cert -client-cert -client-key': other },
    forms: [
      {
        words: 'node|job|alloc|deployment|eval status',
        flags: '-verbose -short -stats -evals',
        arguments: 'word?',
      },
      { words: 'server members' },
      { words: 'status', arguments: 'word?' },
      { words: 'version' },
    ],
  },
  vault: {
    style: 'exact',
    never: { '-address -ca-cert -tls-skip-verify': other },
    forms: [{ words: 'status', flags: '-format={table|json|yaml}' }, { words: 'version' }],
  },
  ceph: {
    style: 'exact',
    never: { '-c --conf -k --keyring -i -o --name -n --id': readsFile, '-w --watch': 'it never ends' },
    flags: '-f={json|json-pretty|plain} --format={json|json-pretty|plain}',
    forms: [
      { flags: '-s', needs: '-s' },
      { words: 'status|health|df|versions|fsid' },
      { words: 'health detail' },
      { words: 'df detail' },
      { words: 'osd tree|df|stat|status|perf|pool' },
      { words: 'osd pool ls|stats', arguments: '{detail}?' },
      { words: 'pg stat|dump_stuck' },
      { words: 'mon|mgr|mds|fs stat|status|ls' },
      { words: 'quorum_status' },
      {
        words: 'osd out',
        arguments: 'count',
        effect: 'moves the data of the disk {1} to others',
        undo: 'ceph osd in {1} (its data moves back)',
      },
      { words: 'osd in', arguments: 'count', effect: 'uses the disk {1} again', undo: 'ceph osd out {1}' },
      { words: 'osd down', arguments: 'count', effect: 'takes the disk {1} for broken until it reports' },
    ],
  },
  cqlsh: { forms: [{ flags: '--version', needs: '--version' }] },
  nodetool: {
    style: 'exact',
    never: { '-pw --password -pwf --password-file -u --username': other },
    flags: '-h=host -p=port',
    forms: [
      {
        words:
          'status|info|ring|tpstats|compactionstats|netstats|describecluster|gossipinfo|proxyhistograms|version',
        arguments: 'word?',
      },
      { words: 'tablestats|tablehistograms|cfstats', arguments: 'name*' },
    ],
  },
};
