/** A line of code and how far from the left it stands. */
export interface LaidLine {
  readonly code: string;
  readonly indent: number;
}

interface Place {
  readonly from: number;
  readonly to: number;
}

/** Code of one side of a hunk in one text, of the same length with and without what stands in quotes. */
interface Page {
  readonly text: string;
  readonly bare: string;
  /** Where each line begins. */
  readonly starts: readonly number[];
  /** Which line each character is of. */
  readonly lineOf: Uint32Array;
  /** Of each bracket that opens, where it closes; of each character, which bracket is open there. −1 where none is. */
  readonly closes: Int32Array;
  readonly inside: Int32Array;
  readonly lines: readonly LaidLine[];
}

const quoted = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/g;
const [openers, closers] = ['([{', ')]}'];

function matchBrackets(bare: string): Pick<Page, 'closes' | 'inside'> {
  const [closes, inside] = [new Int32Array(bare.length).fill(-1), new Int32Array(bare.length).fill(-1)];
  const open: number[] = [];
  for (let at = 0; at < bare.length; at += 1) {
    inside[at] = open.at(-1) ?? -1;
    const one = bare[at] ?? '';
    if (openers.includes(one)) open.push(at);
    const opened = closers.includes(one) ? open.pop() : undefined;
    if (opened !== undefined) closes[opened] = at;
  }
  return { closes, inside };
}

/** Longer lines were not written by people. */
const longestLine = 1000;

function toPage(given: readonly LaidLine[]): Page {
  const lines = given.map(({ code, indent }) => ({ code: code.length > longestLine ? '' : code, indent }));
  const text = lines.map(({ code }) => code).join('\n');
  const lineOf = new Uint32Array(text.length + 1);
  const starts: number[] = [];
  let at = 0;
  for (const [index, { code }] of lines.entries()) {
    starts.push(at);
    lineOf.fill(index, at, at + code.length + 1);
    at += code.length + 1;
  }
  const bare = text.replaceAll(quoted, (found) => found.replaceAll(/[^\n]/g, '_'));
  return { text, bare, starts, lineOf, lines, ...matchBrackets(bare) };
}

/** Nothing that is longer is one thing. */
const longestBlock = 4000;

/** The place of the bracket that closes the one at `open`; the end of the text where the hunk ends before it. */
function closingOf({ closes, bare }: Page, open: number): number {
  const closing = closes[open] ?? -1;
  return Math.min(closing < 0 ? bare.length : closing, open + longestBlock);
}

function lineAt({ lineOf }: Page, place: number): number {
  return lineOf[Math.min(place, lineOf.length - 1)] ?? 0;
}

/** The end of the lines behind one that stand deeper, however the language brackets them. */
function endOfDeeper({ lines, starts, bare }: Page, head: number): number {
  const indent = lines[head]?.indent ?? 0;
  let next = head + 1;
  while ((lines[next]?.indent ?? -1) > indent) next += 1;
  return starts[next] ?? bare.length;
}

/** No bracket reaches behind code that stands further left than where it was opened. */
function endOfBlock(page: Page, open: number): number {
  const { lines, starts, lineOf } = page;
  const first = lineAt(page, open);
  const indent = lines[first]?.indent ?? 0;
  const closing = closingOf(page, open);
  const last = lineOf[Math.min(closing, lineOf.length - 1)] ?? 0;
  for (let at = first + 1; at <= last; at += 1)
    if ((lines[at]?.indent ?? 0) < indent) return starts[at] ?? closing;
  return closing;
}

/** So many calls that one request makes are a loop in its trace, see `read-spans.ts`; fewer that are written down are none in code. */
const fewRounds = 10;
const literalList =
  /\b(?:in|of)\s*[([{](?=\s*(?:$|[\n([{_\d]))|:?=\s*range\s+\[\]\w+\{|\bin\s+(?:listOf|setOf|arrayOf)\(|:\s*(?:(?:List|Set)\.of|Arrays\.asList)\(|(?:\bin|:)\s+new\s*\w*\[\]\s*\{/;
const fewTimes =
  /(?:\bx?range\(\s*(?:\d+\s*,\s*)?|<=?\s*|\brange\s+|\.\.[.<]?\s*|\buntil\s+|\brepeat\s*\(\s*)(\d+)\s*(?:[);{:]|$|\n|,)/;

/** Whether the code says itself that it goes round a few times only: over a list that stands there, or to a small number. */
function isFew(header: string): boolean {
  const [, times] = fewTimes.exec(header) ?? [];
  return literalList.test(header) || (times !== undefined && Number(times) < fewRounds);
}

const head =
  /^(?:\}\s*)?(?:\w+\s*:\s*)?(?:(?:async|await|parallel)\s+)?(for|foreach|while|until|loop|do|repeat)\b(?!\s*[.=:])/;

/** A loop that is a statement: what it goes through is reckoned once, its condition and body each time. */
function ofStatement(page: Page, index: number): readonly Place[] {
  const { bare, starts, lines } = page;
  const start = starts[index] ?? 0;
  const endOfLine = start + (lines[index]?.code.length ?? 0);
  const [whole, word] = head.exec(bare.slice(start, endOfLine)) ?? [];
  if (whole === undefined) return [];
  const after = start + whole.length;
  const gap = /^\s*(?:await\s*|each\s*)?/.exec(bare.slice(after, endOfLine))?.[0].length ?? 0;
  const isBracketed = bare[after + gap] === '(';
  const closed = isBracketed ? closingOf(page, after + gap) + 1 : null;
  const rest = bare.slice(after, endOfLine);
  const marked = /\{\s*$|\{(?=.*\}\s*$)|:\s*(?=\S*$|\s)(?!=)|(?:;\s*|\s)do\b/.exec(rest);
  const headEnd = closed ?? (marked === null ? endOfLine : after + marked.index);
  const isAsked = word === 'while' || word === 'until';
  if (!isAsked && isFew(bare.slice(after, headEnd + 1))) return [];
  const asked: readonly Place[] = isAsked ? [{ from: after, to: headEnd }] : [];
  const behind = /^[\s:]*(?:do\b\s*)?/.exec(bare.slice(headEnd))?.[0].length ?? 0;
  const body = headEnd + behind;
  if (bare[body] === '{') return [...asked, { from: body, to: endOfBlock(page, body) }];
  const line = lineAt(page, Math.min(headEnd, bare.length - 1));
  const end = (starts[line] ?? 0) + (lines[line]?.code.length ?? 0);
  if (
    bare
      .slice(headEnd, end)
      .replace(/^[\s:]*(?:do\b)?/, '')
      .trim() !== ''
  )
    return [...asked, { from: headEnd, to: end }];
  return [...asked, { from: end, to: endOfDeeper(page, line) }];
}

/** What is done with each, by the names that the libraries of the languages give it. */
const forEach =
  /(?:\b(Enum|Stream|pool|executor)|(\)|\]|\}|[\w?!]))\s*\??\.\s*(?:[a-z]*[mM]ap(?:NotNull|Indexed|Async|Concurrent|Parallel|ToObj|ToInt|ToLong|ToDouble|Values|Catching)?|(?:for|For)Each(?:Indexed|Async|Ordered|AsyncParallel)?|each(?:_with_index|_with_object|_entry|_pair|_value|_key)?|find_each|collect|filter(?:Not|NotNull|Indexed)?|select|Select(?:Many)?|reject|Where|(?:any|all|none)(?:Match)?|Any|All|some|every|find(?:Index|Last)?|reduce|fold|inject|sumOf|sum|associate(?:With|By)?|onEach|peek|times|upto|downto|step|removeIf|partition|flat_map|filter_map|sort_by|group_by|Range|AddRange)\s*(?=[({]|do\b|&)/g;
const isFunction =
  /=>|->|\bfunction\b|\bfunc\b|\bfun\b|\bfn\b|\blambda\b|::|^\(?\s*&|^\(\s*(?:async\s+)?[\w.]+\s*\)$/;
/** Of these there is one at most, however much its methods are named as if there were many. */
const atMostOne =
  /(?:\b(?:Optional|Maybe|Option|Either|Result|Mono|Single|Future|CompletableFuture|Promise|Try|Just)\b[^;\n]*|(?:[Oo]ptional|[Mm]aybe|[Ff]uture|[Pp]romise|[Mm]ono|[Rr]esult|[Ee]ither)|\b(?:of(?:Nullable)?|findFirst|findAny|find(?:One)?By\w*|findOne|supplyAsync|runAsync|getOrNull|firstOrNull|first|toMono|min|max|reduce)\([^()]*\))[?!]*$/;

const longestReceiver = 200;

/** The parts of a chain that a method is called on, in one line. */
function receiverOf({ bare, inside }: Page, dot: number): string {
  const text = bare.slice(Math.max((inside[dot] ?? -1) + 1, dot - longestReceiver), dot).trimEnd();
  return text.split(/[;\n]\s*(?!\s*\.)|=(?!=|>)|\breturn\b/).at(-1) ?? '';
}

/** Whether a method is called on a list of a few items that stands there: `['small', 'large'].map(…)`. */
function isFewItems({ bare, closes }: Page, dot: number): boolean {
  const end = bare.slice(0, dot).trimEnd().length - 1;
  if (bare[end] !== ']') return false;
  const open =
    closes.subarray(Math.max(0, end - longestReceiver), end).indexOf(end) +
    Math.max(0, end - longestReceiver);
  const items = bare.slice(open + 1, end);
  const isLiteral = bare[open] === '[' && !/[\w\])]\s*$/.test(bare.slice(Math.max(0, open - 20), open));
  return isLiteral && !/\.\.|\*/.test(items) && items.split(',').length < fewRounds;
}

function ofMethods(page: Page): readonly Place[] {
  const { bare } = page;
  return [...bare.matchAll(forEach)].flatMap((found): readonly Place[] => {
    const dot = found.index + (found[1] ?? found[2] ?? '').length;
    const receiver = receiverOf(page, dot);
    if (isFewItems(page, dot) || atMostOne.test(receiver) || /^\s*\d\s*$/.test(receiver)) return [];
    const at = found.index + found[0].length;
    if (bare[at] === '{') return [{ from: at, to: endOfBlock(page, at) }];
    if (bare[at] !== '(') return [{ from: at, to: endOfDeeper(page, lineAt(page, at)) }];
    const end = closingOf(page, at);
    const behind = /^\)\s*(?=\{)|^\)\s*(?=do\b)/.exec(bare.slice(end))?.[0].length ?? 0;
    const trailing = end + behind;
    if (behind > 0 && bare[trailing] === '{') return [{ from: trailing, to: endOfBlock(page, trailing) }];
    if (behind > 0) return [{ from: trailing, to: endOfDeeper(page, lineAt(page, trailing)) }];
    return isFunction.test(bare.slice(at, end + 1)) ? [{ from: at, to: end }] : [];
  });
}

const inBrackets =
  /\b(?:async\s+)?for\s+[\w*]+(?:\s*,\s*[\w*]+|\s*\([\w\s,]*\))*\s+in\b|\b(?:async\s+)?for\s+\([\w\s,]+\)\s+in\b/g;

/** Comprehensions and generators: all but what the first of them goes through. */
function ofComprehensions(page: Page): readonly Place[] {
  const { bare } = page;
  return [...bare.matchAll(inBrackets)].flatMap((found): readonly Place[] => {
    const open = page.inside[found.index] ?? -1;
    if (open < 0) return [];
    const end = closingOf(page, open);
    const before = bare.slice(open + 1, found.index);
    const rest = bare.slice(found.index + found[0].length, end);
    // A statement of another language, in a block.
    if (before.trim() === '' || /[;{]\s*$/.test(before) || /^[^\n]*(?:\{|\bdo)\s*(?:\n|$)|:\s*\n/.test(rest))
      return [];
    if (isFew(`${found[0]}${rest}`)) return [];
    const next = /\b(?:if|for)\b/.exec(rest)?.index ?? rest.length;
    const behind = found.index + found[0].length + next;
    return [
      { from: open + 1, to: found.index },
      { from: behind, to: end },
    ];
  });
}

const mapped = /\b(?:map|filter|starmap|imap|parallel_map)\s*\(/g;

/** `map(lambda x: …, xs)` of Python: its first argument. */
function ofFunctions(page: Page): readonly Place[] {
  const { bare } = page;
  return [...bare.matchAll(mapped)].flatMap((found): readonly Place[] => {
    if (/\.\s*$/.test(bare.slice(Math.max(0, found.index - 20), found.index))) return [];
    const open = found.index + found[0].length - 1;
    const argument = bare.slice(open + 1, closingOf(page, open));
    return /^\s*lambda\b/.test(argument) ? [{ from: open + 1, to: open + 1 + argument.length }] : [];
  });
}

/**
 * Of each line what is done again and again: bodies of loops, of functions that a method hands each item to, and of
 * comprehensions, in the common languages. The rest of the line is left blank. `isInLoop` says that the lines stand in a loop
 * whose head is not among them.
 */
export function readLoopBodies(lines: readonly LaidLine[], isInLoop: boolean): readonly string[] {
  const page = toPage(lines);
  const places = [
    ...lines.flatMap((_, index) => ofStatement(page, index)),
    ...ofMethods(page),
    ...ofComprehensions(page),
    ...ofFunctions(page),
  ];
  const indent = lines[0]?.indent ?? 0;
  const left = lines.findIndex((line) => line.indent < indent);
  if (isInLoop) places.push({ from: 0, to: left < 0 ? page.text.length : (page.starts[left] ?? 0) });
  const repeated = new Uint8Array(page.text.length);
  for (const { from, to } of places) repeated.fill(1, Math.max(0, from), Math.max(0, to));
  return page.lines.map(({ code }, index) => {
    const start = page.starts[index] ?? 0;
    return code
      .split('')
      .map((one, place) => (repeated[start + place] === 1 ? one : ' '))
      .join('');
  });
}

/** Whether a line is the head of a loop whose body may stand below. */
export function isLoopHead(line: string): boolean {
  return (
    (head.test(line) && !isFew(line)) ||
    /\.(?:map|forEach|each\w*|flatMap|ForEach)\s*[({]|\bdo\s*\|/.test(line)
  );
}
