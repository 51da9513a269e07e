import { checked } from '../table/value-kind.ts';

/**
 * A strict reading of one SQL statement that only looks. Everything is a list of what may be there: how it begins, which
 * functions it calls, which characters it has. Comments, dollar quotes, backslashes and a second statement never may.
 */

type Token = { readonly kind: 'word' | 'name' | 'text' | 'number' | 'sign'; readonly text: string };

const tokenShapes: readonly (readonly [Token['kind'], RegExp])[] = [
  ['text', /^'(?:[^'\\]|'')*'/],
  ['name', /^"[A-Za-z0-9_ ]+"|^`[A-Za-z0-9_ ]+`/],
  ['number', /^\d+(?:\.\d+)?(?![A-Za-z_])/],
  ['word', /^(?:@@)?[A-Za-z_][A-Za-z0-9_]*/],
  ['sign', /^(?:::|<>|!=|>=|<=|\|\||->>|->|#>>|[(),.;*+/%<>=-])/],
];

function tokenize(sql: string): readonly Token[] | null {
  const tokens: Token[] = [];
  let rest = sql.trim();
  if (/--|\/\*|\*\/|#(?!>>)|\\|\$/.test(rest)) return null;
  while (rest !== '') {
    const found = tokenShapes
      .map(([kind, shape]) => ({ kind, text: shape.exec(rest)?.[0] ?? '' }))
      .find(({ text }) => text !== '');
    if (found === undefined) return null;
    tokens.push(found);
    rest = rest.slice(found.text.length);
    rest = rest.trimStart();
  }
  return tokens;
}

/** Functions that compute, count or tell, of PostgreSQL and MySQL. They change nothing, wait for nothing and read no files. */
const functions: ReadonlySet<string> = new Set(
  `count sum avg min max round floor ceil ceiling abs coalesce nullif greatest least length char_length lower upper trim
  ltrim rtrim substring substr left right concat concat_ws replace split_part position strpos to_char to_timestamp
  date_trunc date_part extract age now current_timestamp clock_timestamp localtimestamp current_date
  justify_interval make_interval interval cast array_agg string_agg json_agg jsonb_agg json_object_agg array_length
  unnest cardinality row_number rank dense_rank lag lead first_value last_value ntile percentile_cont percentile_disc
  bool_and bool_or every stddev variance filter over within values in exists any all some not and or as using on from join lateral where
  by when then else limit select case union having distinct
  pg_size_pretty pg_database_size pg_relation_size pg_total_relation_size pg_table_size pg_indexes_size
  pg_tablespace_size pg_size_bytes pg_is_in_recovery pg_last_wal_receive_lsn pg_last_wal_replay_lsn
  pg_last_xact_replay_timestamp pg_current_wal_lsn pg_current_wal_insert_lsn pg_current_wal_flush_lsn pg_wal_lsn_diff
  pg_postmaster_start_time pg_conf_load_time pg_blocking_pids pg_safe_snapshot_blocking_pids pg_backend_pid
  pg_stat_get_activity pg_get_indexdef pg_get_constraintdef pg_get_viewdef pg_table_is_visible pg_relation_filepath
  pg_is_wal_replay_paused pg_walfile_name txid_current_if_assigned age mxid_age pg_column_size format_type obj_description
  col_description has_table_privilege quote_ident version current_database current_schema current_user session_user
  inet_server_addr inet_server_port inet_client_addr to_regclass regclass regtype text integer int bigint numeric float
  double date timestamp timestamptz varchar char decimal signed unsigned
  database schema user connection_id if ifnull isnull timestampdiff timediff datediff date_sub date_add date_format
  from_unixtime unix_timestamp sec_to_time time_to_sec format format_bytes format_pico_time group_concat year month day
  hour minute second curdate curtime sysdate isnull mod pow power sqrt truncate sign json_extract json_unquote
  found_rows`.split(/\s+/),
);

/** Words that write, lock or define, wherever they stand outside quotes. `for` would lock rows. */
const actingWords =
  /^(insert|update|delete|merge|drop|alter|create|grant|revoke|copy|into|call|do|execute|prepare|deallocate|listen|notify|lock|vacuum|cluster|reindex|refresh|set|reset|begin|commit|rollback|start|savepoint|declare|fetch|move|close|load|import|security|handler|recursive|outfile|dumpfile|procedure|kill|flush|install|uninstall|shutdown|share|nowait|skip|xmltable|dblink|lo_import|lo_export)$/i;

/** Tables and columns that hold password hashes, keys, or how one server logs in to another. */
const secretNames =
  /^(pg_authid|pg_shadow|pg_settings|pg_file_settings|_?pg_user_mappings?|_?pg_foreign_.*|(user_mapping|foreign_server|foreign_table|foreign_data_wrapper)_options|persisted_variables|pg_subscription|pg_foreign_server|pg_largeobject|pg_hba_file_rules|authentication_string|rolpassword|mysql|global_priv|slave_master_info|user_attributes)$|passw|secret|token|credential|api_?key|private_?key|conninfo|passphrase|_command$|^grants$|^ssn$|pin_?code/i;

const mysqlShow = new RegExp(
  `^show( (full|global|session|extended))? (${[
    'processlist',
    'databases',
    'schemas',
    'tables',
    'table status',
    'columns',
    'fields',
    'index',
    'indexes',
    'keys',
    'status',
    'variables',
    'engine innodb status',
    'engines',
    'replica status',
    'slave status',
    'master status',
    'binary log status',
    'binary logs',
    'replicas',
    'slave hosts',
    'open tables',
    'warnings',
    'errors',
    'plugins',
    'create table',
    'events',
    'triggers',
  ].join('|')})(?= |$)`,
  'i',
);
/** Settings of PostgreSQL and PgBouncer that tell nothing of how to log in. `all` and `fds` tell of that, too. */
const postgresShow =
  /^show (?!(?:all|fds)$)([a-z_]+|pools|stats|clients|servers|databases|lists|mem|version|stats_totals|stats_averages)$/i;

function findOddCall(tokens: readonly Token[]): string | null {
  for (const [at, token] of tokens.entries()) {
    if (token.text !== '(') continue;
    const before = tokens[at - 1];
    if (before === undefined || before.kind === 'sign' || before.kind === 'text') continue;
    if (before.kind !== 'word') return before.text;
    if (!functions.has(before.text.toLowerCase())) {
      // The name of a WITH query, or of a list of columns: `with recent as (`, `x(a, b) as (` is not let through.
      return before.text;
    }
    // A schema before a function could give it another meaning; pg_catalog is the built-in one.
    if (tokens[at - 2]?.text === '.' && !/^pg_catalog$/i.test(tokens[at - 3]?.text ?? '')) return before.text;
  }
  return null;
}

/** Functions whose arguments are set apart by "from": `extract(epoch from now())`. */
const takesFrom = /^(extract|substring|substr|trim|overlay|position)$/i;
const endsFrom = /^(select|where|group|order|having|limit|offset|window|union|intersect|except|for)$/i;
const beginsItem = /^(from|join|lateral|,)$/i;
const beginsQuery = /^(select|with|values|table)$/i;
/** What PostgreSQL calls without parentheses, wherever it takes a table. */
const bareCalls = /^(current_|session_|localtime|system_|user$)/i;

interface Level {
  clause: 'other' | 'item' | 'condition';
  readonly takesFrom: boolean;
}

/** Where the clause goes on behind this word. */
function nextClause(level: Level, tokens: readonly Token[], at: number): Level['clause'] {
  const word = tokens[at]?.text ?? '';
  // Behind a dot any word is a name: `from shop.order`.
  if (tokens[at - 1]?.text === '.') return level.clause;
  if (/^from$/i.test(word)) {
    const isComparison =
      /^distinct$/i.test(tokens[at - 1]?.text ?? '') && /^(is|not)$/i.test(tokens[at - 2]?.text ?? '');
    return level.takesFrom || isComparison ? level.clause : 'item';
  }
  if (endsFrom.test(word)) return 'other';
  if (level.clause === 'item' && /^(on|using)$/i.test(word)) return 'condition';
  return level.clause === 'condition' && /^(join|,)$/i.test(word) ? 'item' : level.clause;
}

/**
 * PostgreSQL calls a function that stands where a column would: `(pid).pg_terminate_backend` is
 * `pg_terminate_backend(pid)`, and so is `x.pg_terminate_backend` where x is the one value of a function in FROM. The names
 * of columns cannot be known, so neither form is let through
 * (https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-USAGE; it does not only hold for rows).
 */
function findCallByName(tokens: readonly Token[]): string | null {
  const levels: Level[] = [{ clause: 'other', takesFrom: false }];
  for (const [at, { kind, text }] of tokens.entries()) {
    const level = levels.at(-1);
    if (level === undefined) return ')';
    const before = tokens[at - 1]?.text ?? '';
    if (text === '.' && before === ')') return `).${tokens[at + 1]?.text ?? ''}`;
    if (text === ')') levels.pop();
    else if (text === '(') {
      const isItem = level.clause === 'item';
      if (isItem && before !== '(' && !beginsItem.test(before)) return `from ${before}`;
      const isQuery = beginsQuery.test(tokens[at + 1]?.text ?? '');
      levels.push({ clause: isItem && !isQuery ? 'item' : 'other', takesFrom: takesFrom.test(before) });
    } else if (kind === 'word' || text === ',') {
      if (level.clause === 'item' && (beginsItem.test(before) || before === '(') && bareCalls.test(text)) {
        return `from ${text}`;
      }
      level.clause = nextClause(level, tokens, at);
    }
  }
  return null;
}

function checkQuery(tokens: readonly Token[]): string | null {
  const acting = tokens.find(({ kind, text }) => kind === 'word' && actingWords.test(text));
  if (acting !== undefined) return `"${acting.text}" may change something`;
  if (tokens.some(({ kind, text }) => kind === 'word' && /^for$/i.test(text))) {
    const position = tokens.findIndex(({ text }) => /^for$/i.test(text));
    if (!/^(from|\d+)$/i.test(tokens[position + 1]?.text ?? '')) return '"for" may lock rows';
  }
  const call = findOddCall(tokens);
  if (call !== null) return `"${call}(…)" is not known to only read`;
  const byName = findCallByName(tokens);
  return byName === null ? null : `"${byName}" may call a function`;
}

const explainOptions =
  /^(analyze|verbose|buffers|costs|timing|settings|wal|summary|format|json|text|yaml|xml|on|off|true|false|tree|traditional|[(),=])$/i;

/** The statement that is explained; EXPLAIN ANALYZE runs it. */
function checkExplain(tokens: readonly Token[]): string | null {
  const start = tokens.findIndex((token, at) => at > 0 && !explainOptions.test(token.text));
  const [first] = tokens.slice(Math.max(start, 0));
  return start > 0 && /^(select|with)$/i.test(first?.text ?? '')
    ? checkQuery(tokens.slice(start))
    : 'only a SELECT is let through behind EXPLAIN';
}

/** Why a statement may do more than look; null when it does not. */
export function checkSql(value: string): string | null {
  if (value.length > 900) return 'the statement is longer than 900 characters';
  const all = tokenize(value);
  if (all === null || all.length === 0)
    return 'the statement has a comment, a backslash, a variable or the like';
  const tokens = all.at(-1)?.text === ';' ? all.slice(0, -1) : all;
  if (tokens.some(({ kind, text }) => kind === 'sign' && text === ';'))
    return 'there is more than one statement';
  const secret = tokens.find(({ text }) => secretNames.test(text.replace(/["`']/g, '')));
  if (secret !== undefined) return `"${secret.text}" may hold secrets`;
  const [first] = tokens;
  switch (first?.text.toLowerCase()) {
    case 'select':
    case 'with':
    case 'table':
    case 'values':
      return checkQuery(tokens);
    case 'explain':
      return checkExplain(tokens);
    case 'describe':
    case 'desc':
      return tokens.length <= 4 && tokens.every(({ text }) => text !== '(') ? null : 'it describes no table';
    case 'show': {
      const words = tokens.map(({ text }) => text).join(' ');
      if (tokens.some(({ text }) => text === '(')) return 'it calls something';
      return mysqlShow.test(words) || postgresShow.test(words)
        ? null
        : `"${words}" is not known to only read`;
    }
    default:
      return `a statement that begins with "${first?.text ?? ''}" is not known to only read`;
  }
}

/** Ends or asks to end one session: the only statement that changes something and may wait for review. */
export function checkSessionEnd(value: string): string | null {
  return /^select pg_(terminate|cancel)_backend\(\d{1,10}\);?$/i.test(value.trim())
    ? null
    : 'it does not end one session';
}

/** What psql tells of the server and of what is in it. Those that end in "+" may show passwords of servers elsewhere. */
const psqlCommand =
  /^\\(conninfo|l|dn|dx|du|(d[tivms]?|dt\+|di\+|l\+|db\+?|d\+)(?: [A-Za-z_][A-Za-z0-9_.*]*)?)$/;

function checkPsql(value: string): string | null {
  return psqlCommand.test(value) ? null : checkSql(value);
}

/** The client of MySQL takes `\G` at the end for "a column a line". */
function checkMysql(value: string): string | null {
  return checkSql(value.replace(/\s*\\[gG]\s*$/, ''));
}

export function checkMysqlKill(value: string): string | null {
  return /^kill (query |connection )?\d{1,12};?$/i.test(value.trim()) ? null : 'it does not end one session';
}

export const sqlKinds = {
  sql: checked('a statement that only reads', checkSql),
  'psql-sql': checked('a statement that only reads, or a command of psql that does', checkPsql),
  'mysql-sql': checked('a statement that only reads', checkMysql),
  // In the database "mysql" even `select * from user` shows what people log in with.
  database: checked('a database', (value) =>
    /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(value) && !/^mysql$/i.test(value)
      ? null
      : `"${value}" is not a database that may be looked at`,
  ),
  'end-session': checked('SELECT pg_terminate_backend(pid)', checkSessionEnd),
  'kill-session': checked('KILL id', checkMysqlKill),
} as const;
