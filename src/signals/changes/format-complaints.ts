import type { LogEvent } from '../logs/log-events.ts';

/** What shape a value has, whatever a language calls it. */
export type ValueShape = 'text' | 'number' | 'boolean' | 'list' | 'object' | 'absent';

/** What a reader says of a message that it cannot take. */
export interface FormatComplaint {
  readonly service: string | null;
  /** Fields, types and values that it names, in small letters. */
  readonly names: readonly string[];
  /** What it found and what it wanted; null where it does not say. */
  readonly found: ValueShape | null;
  readonly wanted: ValueShape | null;
  readonly quote: string;
  readonly support: readonly string[];
}

const shapes: readonly (readonly [ValueShape, RegExp])[] = [
  ['text', /^(?:str|string|text|varchar|utf8|charsequence|value_string)$/],
  [
    'number',
    /^(?:number|numeric|int|integer|u?int(?:8|16|32|64)|[iu](?:8|16|32|64)|long|short|float(?:32|64)?|f32|f64|double|decimal|big(?:decimal|integer|int))$/,
  ],
  ['boolean', /^(?:bool|boolean)$/],
  ['list', /^(?:list|array|slice|seq|sequence|repeated|start_array|vec)$/],
  ['object', /^(?:object|map|dict|struct|record|hash|start_object)$/],
  ['absent', /^(?:null|none|nil|undefined|missing|unit)$/],
];

/** The shape that a word names, as in `int64`, `java.math.BigDecimal` or `writeString`; null when it names none. */
export function toShape(word: string): ValueShape | null {
  const plain = word.toLowerCase();
  return shapes.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

/** What a reader says when a message is not as it should be, by the texts of decoders, validators and servers. */
const complains =
  /unmarshal|deseriali[sz]|decod(?:e|ing)|cannot construct|(?:failed|cannot|could not|unable) to (?:parse|convert|read)|pars(?:e|ing) (?:error|failed)|unrecognized (?:field|property)|unknown (?:field|property|variant|enum|value)|missing (?:required )?(?:field|property|key)|field required|required (?:field|property)|invalid (?:type|value|enum|input|field)|validation (?:failed|error)|(?:must|should) be (?:a |an )?(?:valid )?\w+|expected .{1,40}(?:received|got|found|but)|not one of|unexpected (?:field|value|type|property)|type mismatch|KeyError|NumberFormat|ClassCast|unprocessable|\b4(?:00|22)\b/i;

/** What was found and what was wanted, in the words of Go, Jackson, serde, pydantic, zod, Avro and Ruby's and PHP's coercions. */
const foundAndWanted: readonly RegExp[] = [
  /unmarshal (?<found>\w+) into .*\bof type \*?(?<wanted>[\w.]+)/i,
  /value of type `?(?<wanted>[\w.$<>]+)`? from (?<found>\w+)/i,
  /invalid type: (?:an? )?(?<found>\w+)[^,]*, expected (?:an? )?(?<wanted>\w+)/i,
  /expected (?:an? )?(?<wanted>\w+),? (?:but )?(?:received|got|found|was) (?:an? )?(?<found>\w+)/i,
  /found (?<found>\w+), expect(?:ed|ing) (?<wanted>\w+)/i,
  /(?:should|must) be (?:an? )?(?:valid )?(?<wanted>\w+)(?:.*(?:got|type=|input_type=|received) ?(?<found>\w+))?/i,
  /(?:convert|coerce|cast) (?:an? )?(?<found>\w+) (?:in)?to (?:an? )?(?<wanted>\w+)/i,
  /(?<wanted>int|float|double)\(\) with base|NumberFormatException/i,
];

/** Names of fields, types and values: behind words that introduce them, in quotes, as `Type.field`, as a path. */
const nameForms: readonly RegExp[] = [
  /struct field [\w$]+\.([\w.]+)/gi,
  /\b(?:field|property|key|column|attribute|param(?:eter)?|variant|enum(?: value)?|element|member|loc|path|instancePath)\b[=: ]+["'`\\[(/]*([A-Za-z_][\w.]*)/gi,
  /["'`]([A-Za-z_][\w.]{1,60})["'`]/g,
  /\b([A-Z][a-z]+(?:[A-Z]\w*)+)\b/g,
  /\bat ["'`$/.]*([a-z_][\w.]*)$/gi,
];
/** Words of the complaint itself. */
const noName =
  /^(?:string|text|number|int\w*|long|float\w*|double|boolean|bool|null|none|object|array|list|type|value|field|json|data|error|message|exception|id|body|name|input|payload|request|required|unknown|missing|\w*(?:Error|Exception))$/i;

function namesIn(text: string): readonly string[] {
  const found = nameForms.flatMap((form) => [...text.matchAll(form)].map(([, name = '']) => name));
  const parts = found.flatMap((name) => [name, ...name.split('.')]);
  return [
    ...new Set(
      parts.filter((name) => name.length > 2 && !noName.test(name)).map((name) => name.toLowerCase()),
    ),
  ];
}

function lastPart(type: string | undefined): string {
  return type?.replaceAll(/<.*|`/g, '').split(/[.$]/).at(-1) ?? '';
}

/** Of messages that tell of the incident, those by which a reader refuses what it was sent. */
export function readFormatComplaints(events: readonly LogEvent[]): readonly FormatComplaint[] {
  return events.flatMap(({ weight, service, example, support }): readonly FormatComplaint[] => {
    const { line, fields } = example;
    const details = Object.entries(fields).filter(([name]) =>
      /err|exception|reason|detail|cause|message|status/i.test(name),
    );
    const text = [line, ...details.map(([name, value]) => `${name}=${value}`)].join(' ');
    if (weight === 0 || !complains.test(text)) return [];
    const groups = foundAndWanted.map((form) => form.exec(text)?.groups).find((one) => one !== undefined);
    const [found, wanted] = [toShape(lastPart(groups?.['found'])), toShape(lastPart(groups?.['wanted']))];
    const names = namesIn(text);
    if (names.length === 0 && (found === null || wanted === null)) return [];
    return [{ service, names, found, wanted, quote: line, support }];
  });
}
