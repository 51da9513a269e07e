import { isSecretValue } from './plain-values.ts';
import type { SecretPattern } from './secret-pattern.ts';
import { tokenPatterns } from './token-patterns.ts';

const secretWord =
  '(?:password|passwd|pwd|secret|api[_-]?key|access[_-]?key(?:[_-]?id)?|auth[_-]?token|access[_-]?token|client[_-]?secret|token|passphrase|(?:account|encryption|private|signing|shared|license|routing|integration|client)[_-]?(?:access[_-]?)?key(?:-data)?|credentials?|auth)';

/** From a key to its value: on the same line, or as the block that YAML lets follow. */
const gap = '(?:[^\\S\\r\\n]*(?:[|>][+-]?[^\\S\\r\\n]*)?\\r?\\n[^\\S\\r\\n]*|[^\\S\\r\\n]*)';

/** What is a key again, or opens a mapping, is no value: the secret is behind that, and is found by its own key. */
const notNested =
  '(?![{[]?\\s{0,5}["\']?[\\w.-]{1,60}["\']?\\s{0,3}:(?:\\s|$))(?![{[]\\s{0,5}["\']?[\\w.-]{1,60}["\']?\\s{0,3}[:=])';

/** Addresses whose path or query is all that it takes to post there. */
const webhookPatterns: readonly SecretPattern[] = [
  { kind: 'slack-webhook', pattern: /https:\/\/hooks\.slack(?:-gov)?\.com\/[A-Za-z0-9/_-]+/g },
  {
    kind: 'discord-webhook',
    pattern:
      /https:\/\/(?:[a-z]{1,20}\.)?discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/[A-Za-z0-9/_-]+/g,
  },
  {
    kind: 'teams-webhook',
    pattern:
      /https:\/\/(?:[a-z0-9-]{1,60}\.webhook\.office\.com\/webhookb2|outlook\.office(?:365)?\.com\/webhook)\/[A-Za-z0-9@/_-]+/g,
  },
  {
    kind: 'chat-webhook',
    pattern: /(https:\/\/chat\.googleapis\.com\/v1\/spaces\/[A-Za-z0-9_-]{1,60}\/messages\?)[^\s"'<>]+/g,
  },
  { kind: 'zapier-webhook', pattern: /https:\/\/hooks\.zapier\.com\/hooks\/catch\/[A-Za-z0-9/_-]+/g },
  {
    kind: 'pagerduty-key',
    pattern: /(https:\/\/events\.(?:eu\.)?pagerduty\.com\/integration\/)[a-zA-Z0-9]{20,}/g,
  },
  { kind: 'telegram-token', pattern: /\b(?:bot)?\d{8,10}:AA[A-Za-z0-9_-]{32,35}/g },
];

/** Programs that take a password as an argument, and how. What stands between is bounded, and stays on the line. */
const commandPatterns: readonly SecretPattern[] = [
  {
    kind: 'password',
    pattern:
      /(\b(?:mysql|mysqldump|mysqladmin|mysqlcheck|mysqlimport|mariadb|mariadb-dump|mariadb-admin|mycli)\b[^\n|;&]{0,200}?\s-p["']?)[^\s"'-][^\s"']{2,}/g,
  },
  {
    kind: 'password',
    pattern:
      /(\b(?:mongo|mongosh|mongodump|mongorestore|mongoexport|mongoimport|sshpass|docker login|podman login|helm registry login|influx)\b[^\n|;&]{0,200}?\s-p\s{0,3}["']?)[^\s"'-][^\s"']{2,}/g,
  },
  { kind: 'password', pattern: /(\bredis-cli\b[^\n|;&]{0,200}?\s-a\s{1,3}["']?)[^\s"'-][^\s"']{2,}/g },
  {
    kind: 'password',
    pattern:
      /(\b(?:ldapsearch|ldapadd|ldapmodify|ldapwhoami|ldapdelete)\b[^\n|;&]{0,200}?\s-w\s{0,3}["']?)[^\s"'-][^\s"']{2,}/g,
  },
  { kind: 'password', pattern: /(\b(?:sqlcmd|bcp)\b[^\n|;&]{0,200}?\s-P\s{0,3}["']?)[^\s"'-][^\s"']{2,}/g },
  {
    kind: 'password',
    pattern:
      /(\b(?:curl|wget|http)\b[^\n|;&]{0,300}?\s(?:-u|--user|-a|--auth|--proxy-user)[\s=]{1,3}["']?[^\s:"']{1,100}:)[^\s"']{3,}/g,
  },
  {
    kind: 'password',
    pattern: /(\b(?:smbclient|net|rpcclient)\b[^\n|;&]{0,200}?\s-U\s{0,3}["']?[^\s%"']{1,100}%)[^\s"']{3,}/g,
  },
  {
    kind: 'password',
    pattern: /(\bmachine\s{1,4}\S{1,100}\s{1,4}login\s{1,4}\S{1,100}\s{1,4}password\s{1,4})\S{3,}/g,
  },
  {
    kind: 'password',
    pattern: /(\bIDENTIFIED\s{1,3}(?:WITH\s{1,3}\S{1,40}\s{1,3})?BY\s{1,3}["'])[^"'\n]{3,200}/gi,
  },
  { kind: 'password', pattern: /(\bWITH\s{1,3}(?:ENCRYPTED\s{1,3})?PASSWORD\s{1,3}["'])[^"'\n]{3,200}/gi },
];

/**
 * Order counts: the whole of a private key goes before anything inside it can. What precedes a fixed part is bounded,
 * so that no text takes more than linear time.
 */
export const secretPatterns: readonly SecretPattern[] = [
  {
    kind: 'private-key',
    pattern:
      /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  },
  { kind: 'jwt', pattern: /\beyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]*/g },
  ...webhookPatterns,
  ...tokenPatterns,
  {
    // Stores' passwords are often made by machines and written unescaped, with slashes in them.
    kind: 'url-password',
    pattern:
      /(\b(?:jdbc:)?(?:postgres(?:ql)?|mysqlx?|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|clickhouse|cockroachdb|ldaps?|s?ftps?|smtps?|imaps?|nats|kafka|couchbase|neo4j|bolt|sip)(?:\+[a-z0-9]{1,20})?:\/\/[^\s:/@"']{0,100}:)(?!\[redacted)(?!\d{1,5}(?:[/?,\s]|$))[^\s"'`<>]{1,300}(?=@[\w.[-])/gi,
  },
  {
    kind: 'url-password',
    pattern: /(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]{0,100}:)(?!\[redacted)[^\s/]{1,300}(?=@)/gi,
  },
  {
    kind: 'url-key',
    pattern: /(\bhttps?:\/\/)(?:[a-f0-9]{32}|x-access-token:[^\s@/]{8,300}|[A-Za-z0-9_-]{36,200})(?=@)/g,
  },
  {
    kind: 'authorization',
    pattern:
      /(\b(?:proxy-)?authorization["']?[^\S\r\n]*[:=][^\S\r\n]*["']?(?!(?:[a-z][a-z0-9_-]{0,30}\s+)?\[redacted)(?:(?:digest)\b[^\n]{0,400}?response=["']?|[a-z][a-z0-9_-]{0,30}\s+)?)[A-Za-z0-9+/=._~-]{6,}/gi,
    isSecret: isSecretValue,
  },
  { kind: 'bearer', pattern: /(\bbearer\s+)[A-Za-z0-9+/=._~-]{12,}/gi, isSecret: isSecretValue },
  { kind: 'basic', pattern: /(\bbasic\s+)(?=[A-Za-z+/]*[0-9A-Z])[A-Za-z0-9+/]{12,}={0,2}(?![\w-])/g },
  {
    kind: 'cookie',
    pattern:
      /(\b(?:set-)?cookie["']?[^\S\r\n]*[:=][^\S\r\n]*["']?)(?!\[redacted)(?:[^\s;"'=]{1,200}=[^\s;"']*(?:;\s{0,5}[^\s;"'=]{1,200}(?:=[^\s;"']*)?)*|[^\s"']{6,})/gi,
    isSecret: isSecretValue,
  },
  {
    kind: 'session-id',
    pattern:
      /(\b(?:jsessionid|phpsessid|asp\.net_sessionid|connect\.sid|sessionid|session_id|sid)=)(?!\[redacted)[A-Za-z0-9._%:+/=-]{16,}/gi,
  },
  {
    kind: 'signature',
    pattern:
      /([?&;](?:sig|signature|x-amz-signature|x-amz-credential|x-amz-security-token|x-goog-signature|x-goog-credential|hmac|se?cret|key|auth|jwt|code|state|ticket|awsaccesskeyid|googleaccessid)=)(?!\[redacted)[A-Za-z0-9%+/=._~-]{12,}/gi,
  },
  { kind: 'signature', pattern: /(,\s{0,3}signature=)[a-f0-9]{40,}/gi },
  ...commandPatterns,
  {
    kind: 'password',
    pattern:
      /((?:^|\s)--?[a-z-]{0,20}(?:password|passwd|pass|token|secret|api-key)\s{1,5}["']?)(?!\[redacted)[^\s"'-][^\s"']{3,}/gi,
    isSecret: isSecretValue,
  },
  {
    kind: 'password',
    pattern: new RegExp(
      `(\\b[a-z0-9_.-]{0,40}${secretWord}\\\\?["']?[^\\S\\r\\n]*(?:[:=]|=>)${gap}\\\\?["']?)(?!\\[redacted)${notNested}(?:(?<=")[^"\\n]{3,500}|(?<=')[^'\\n]{3,500}|(?:[^\\s"',;&}]|,(?![\\w.-]{1,40}\\s{0,3}[:=])(?=[^\\s"'])){4,})`,
      'gi',
    ),
    isSecret: isSecretValue,
  },
  { kind: 'password-hash', pattern: /\$(?:2[aby]|5|6|y|apr1|argon2id?)\$[A-Za-z0-9./$=,+-]{20,200}/g },
];
