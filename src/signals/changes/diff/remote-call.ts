const call =
  /\b(?:quer(?:y|ies)\w*|fetch\w*|exec(?:ute)?\w*|find\w*|select|lookup\w*|rpc|http|client|repo(?:sitory)?|dao|db|conn|session|store|stub)\.\w+\s*\(|\.(?:get|fetch|load|find|query|call|invoke|send|post|do|request|lookup|select|execute|save|insert|update)\w*\s*\(|\b(?:await|requests\.\w+|axios|fetch)\b.*\(|\.objects\.\w+\(|\bprisma\.\w+\.|\.(?:where|find_by|includes|order_by|scalars?)\(/i;
/** Calls that stay in memory, and are nothing to wait for: what goes out can fail, and does not answer "there or not" only. */
const localCall =
  /,\s*(?:ok|found|hit)\s*:?=(?!=)|\b(?:map|list|slice|strings?|bytes|buf(?:fer)?|json|log(?:ger)?|math|sort|fmt|errors?|metrics?|atomic|mu|mutex|header\w*|w|wg|t|lru|cache|ctx|context|once|\w*pool|\w*once|viper|config|cfg|v|flags?|os|env|environ|props|properties|strconv|time|re|regexp?)\.\w+\s*\(/i;
/** Asked for nothing, a bean or an atomic gives what it holds; what goes out has a name of its own. */
const ownValue =
  /(?<!\b\w*(?:client|repo(?:sitory)?|dao|store|stub|db|api|service|svc|gateway|proxy|remote)\w*)\.(?:get\w*|load)\(\s*\)/i;

/** Whether a line calls something outside of the process, by the names that such calls have. */
export function isRemoteCall(line: string): boolean {
  return call.test(line) && !localCall.test(line) && !ownValue.test(line);
}

/** Whether any part of it may be such a call, whatever else stands there. */
export function mayCall(line: string): boolean {
  return call.test(line) || line.includes('::');
}
