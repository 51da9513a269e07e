/** What must not stand in a sentence of a model: links, mentions, commands, talk about its instructions. */

interface Ban {
  readonly reason: string;
  readonly pattern: RegExp;
}

/** Programs that change things or fetch them, as the first word of a command. Anchored and bounded, all of them. */
const programs =
  'kubectl|helm|docker|podman|crictl|nerdctl|systemctl|journalctl|terraform|ansible|aws|gcloud|az|psql|mysql|redis-cli|mongosh?|curl|wget|sudo|su|ssh|scp|rsync|nc|ncat|telnet|socat|bash|zsh|sh|powershell|pwsh|iptables|nft|crontab|pkill|killall|reboot|shutdown|mkfs(?:\\.\\w{1,8})?|useradd|passwd|chown|setenforce|eval|exec|xargs|tee|base64|openssl|npx|npm|pip|apt|apt-get|yum|dnf|git|make|perl|ruby|php|lua';

/** Parts of programs and regions of clouds that sentences speak of, and that are no subcommands. */
const parts =
  '(?:docker|podman|git|npm|apt)\\s+(?:storage|daemon|engine|registry|layers?|data|space|director(?:y|ies)|partition|mirror|runners?|overlay|logging)\\b|(?:aws|gcloud|az)\\s+[a-z]{2}-[a-z]{4,12}-?\\d';

const bans: readonly Ban[] = [
  {
    reason: 'a link',
    pattern: /[a-z][a-z0-9+.-]{1,20}:\/\/|\bhxxps?\b|\bwww\.|\]\(|\b(?:javascript|data|mailto|file):\S/i,
  },
  { reason: 'an address', pattern: /[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,}/i },
  { reason: 'a mention', pattern: /<[!@#]|(?:^|[\s(])@[a-z]|@(?:here|channel|everyone)\b/i },
  { reason: 'a telephone number', pattern: /(?:^|[^\w.])\+\d[\d ()-]{6,20}\d/ },
  {
    reason: 'a command',
    pattern: new RegExp(
      `(?:^|[\\s"'\`(:])(?!(?:${parts}))(?:${programs})\\s+(?=[a-z]+\\b|[-/'"$@.\\d])(?!(?:is|was|are|were|has|had|and|or|of|to|in|on|at|by|with|from|for|that|which|rose|fell|logs?|latency|errors?|the|as|may|can|could|will|would|did|does|do|not|itself|pod|service|process|client|server|connections?|queries|requests?|calls?|failures?|timeouts?|traffic|usage|memory|disk|cpu|deployment|release|upgrade|down|up|out|cluster|instance|database|node|host|repository|commit|history)\\b)`,
      'i',
    ),
  },
  {
    reason: 'a command',
    pattern:
      /\b(?:aws|gcloud|az)\s+[a-z][\w-]{1,30}\s+(?:(?:rm|delete|purge|deallocate)\b|(?:delete|remove|create|update|put|terminate|stop|reboot|purge|start|run|set|modify|detach|revoke|authorize|deregister|disable)-[a-z]+)/i,
  },
  {
    reason: 'a command',
    pattern:
      /\s--?[a-z][\w-]{0,40}(?=[\s=,.;)]|$)|\|\s{0,4}[a-z]+\b|\$\(|\$\{|&&|\|\||>{1,2}\s?\/|\brm\s+-|\bdd\s+if=|\bchmod\s+[0-7ugoa+]|\bkill\s+-?\d|[:(){]\s?:\s?\|/i,
  },
  {
    reason: 'a command',
    pattern:
      /\b(?:drop|truncate|alter)\s+(?:table|database|schema|user)\b|\bdelete\s+from\b|(?<!\b(?:an?|the|slow|each|every|single|one)\s)\binsert\s+into\b|\bgrant\s+all\b|\bflush(?:all|db)\b|\bunion\s+select\b/i,
  },
  {
    reason: 'talk about instructions',
    pattern:
      /\b(?:ignor(?:e|ing)|disregard(?:ing)?|overrid(?:e|ing)|forget(?:ting)?)\b.{0,40}\b(?:instructions?|prompts?|previous|above|rules)\b|\b(?:system|developer) (?:prompt|message)\b|\bas an? (?:ai|llm|language model)\b|\b(?:new|my|these|your) instructions?\b|<\/?(?:data|system|assistant|user|tool)\b|\[\/?(?:INST|SYSTEM)\]|<\|/i,
  },
];

const domain =
  /\b(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,6}(?:com|net|org|io|dev|sh|app|xyz|ru|cn|info|biz|co|me|cc|top|site|click|link|online|example|test|evil|tk|zip|mov|ly|gg|ai|to|onion)\b/gi;

/** Whether a name with dots is that of a host that we know, by it and what follows it in the sentence. */
export type IsKnownHost = (name: string, rest: string) => boolean;

/** Why a sentence may not be shown whatever its figures; null when it may. Names of known hosts are no links. */
export function findBanned(text: string, isKnown: IsKnownHost): string | null {
  const banned = bans.find(({ pattern }) => pattern.test(text));
  if (banned !== undefined) return banned.reason;
  const foreign = [...text.matchAll(domain)].some(
    ({ 0: name, index }) => !isKnown(name, text.slice(index + name.length)),
  );
  return foreign ? 'a link' : null;
}

/** Controls, formats, and all else that a font shows as nothing. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** A model's sentence as one line of visible characters, at most so long. */
export function toProse(text: string, limit: number): string {
  const clean = text.replaceAll(/\s+/g, ' ').replaceAll(invisible, '').trim();
  return clean.length <= limit
    ? clean
    : `${clean
        .slice(0, limit - 1)
        .toWellFormed()
        .trimEnd()}…`;
}
