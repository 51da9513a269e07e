import type { FoundValue } from './secret-pattern.ts';

/** What stands where a secret could, and is none: nothing, a stand-in, the name of a variable, a word about it. */
const plainValues: readonly RegExp[] = [
  /^(?:null|nil|none|true|false|undefined|empty|unset|unknown|default|file|memory|auto|yes|no|n\/a|string|str)[.,;:!)]*$/i,
  /^(?:expired|invalid|missing|required|wrong|incorrect|denied|disabled|enabled|failed|failure|rejected|revoked|unauthorized|forbidden|mismatch|policy|rotated|authentication|authorization|is|was|not|has|must|unexpected|malformed|accepted|passed|success|succeeded|error|ok|changed|updated|optional|allowed|granted|refreshed|renewed|invalidated|blacklisted)[.,;:!)]*$/i,
  /^(?:bearer|basic|digest|negotiate|apikey|token)$/i,
  // Code that fetches a secret, in diffs.
  /^[A-Za-z_$]+(?:\.[A-Za-z_$]+)*\(\)?$/,
  /^(?:config|options|this|self|process|args|props|params|settings|ctx|context)\.[\w.]+(?:\(\))?$/,
  /^(?:boolean|number|object)$/,
  /^[*x•.#-]+$/i,
  /^[<({[]?(?:redacted|masked|hidden|secret|removed|filtered|sensitive|password|token|your[-_ ][a-z-_ ]+)[>)}\]]?$/i,
  /^<[^>]{0,60}>?$/,
  /^\$(?:\{[^}]*\}?|\([^)]*\)?|[A-Z_][A-Z0-9_]*)$/,
  /^%(?:[sdvq]|[A-Z_]+%|\{[^}]*\})$/,
  /^(?:\{\{|#\{|@\{)/,
  /^(?:process\.env|os\.environ|getenv|env\.|secrets\.|var\.|vault:|ref\+|!Ref|arn:aws:)/,
  /^(?:\/run\/secrets|\/var\/run|\/etc|\/mnt|\/vault|\/tmp)\//,
];

/** `token: unexpected end of input`: a word in lower case behind a colon, and more words behind it. */
function isProse({ kept, value, after }: FoundValue): boolean {
  return /:\s+$/.test(kept) && /^[a-z]{2,}$/.test(value) && /^\s+[a-z]{2,}\b(?!\s*[:=])/.test(after);
}

/** `secret="shop/tls-cert"` names an object of Kubernetes. */
function isObjectName({ kept, value }: FoundValue): boolean {
  return (
    /(?:^|[^a-z])secret["']?\s*[:=]\s*["']?$/i.test(kept) &&
    /^[a-z0-9-]{1,63}\/[a-z0-9.-]{1,200}$/.test(value)
  );
}

/** `auth=ldap` names a way, `pwd=/srv` a folder. */
function isWayOrFolder({ kept, value }: FoundValue): boolean {
  return (
    (/(?:^|[^a-z_.-])(?:auth|credentials?)["']?\s*[:=]\s*["']?$/i.test(kept) && /^[a-z]+$/.test(value)) ||
    (/(?:^|[^a-z_.-])pwd\s*[:=]\s*$/i.test(kept) && /^[~/.]/.test(value))
  );
}

/** Whether a value behind a word such as `password` can be one; in doubt it is. */
export function isSecretValue(found: FoundValue): boolean {
  return !(
    plainValues.some((plain) => plain.test(found.value)) ||
    isProse(found) ||
    isObjectName(found) ||
    isWayOrFolder(found)
  );
}
