import { asList, asObject, asText, type JsonObject } from './json.ts';

/** https://docs.slack.dev/reference/block-kit/blocks and …/block-elements */
const limits = Object.freeze({
  blocks: 50,
  blockId: 255,
  sectionText: 3_000,
  sectionFields: 10,
  fieldText: 2_000,
  headerText: 150,
  contextElements: 10,
  contextText: 3_000,
  actionsElements: 25,
  actionId: 255,
  buttonText: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,
  confirmTitle: 100,
  confirmText: 300,
  confirmAnswer: 30,
  markdownText: 12_000,
  imageUrl: 3_000,
  altText: 2_000,
  /** Not documented: seen as msg_blocks_too_long. */
  allBlocks: 13_200,
  messageText: 40_000,
  /** https://docs.slack.dev/reference/views/modal-views */
  dialogTitle: 24,
  dialogBlocks: 100,
  dialogMemory: 3_000,
});

export type SlackProblem = { readonly error: string; readonly messages: readonly string[] };

/** What Slack would refuse about a message, or undefined. */
export function findSlackProblem(
  text: string | undefined,
  blocks: readonly unknown[],
): SlackProblem | undefined {
  if ((text ?? '').length > limits.messageText) return { error: 'msg_too_long', messages: [] };
  const messages = checkBlocks(blocks);
  if (messages.length > 0) return { error: 'invalid_blocks', messages };
  const total = visibleTexts(blocks).reduce((sum, part) => sum + part.length, 0);
  return total > limits.allBlocks ? { error: 'msg_blocks_too_long', messages: [] } : undefined;
}

/** What `views.open` would refuse about a dialog, or undefined. */
export function findDialogProblem(view: JsonObject): string | undefined {
  const titles = ['title', 'submit', 'close'].filter((key) => view[key] !== undefined);
  const hasInput = asList(view['blocks']).some((block) => asObject(block)['type'] === 'input');
  const problems = [
    ...(view['type'] === 'modal' ? [] : [problem('must be modal', '/view/type')]),
    ...titles.flatMap((key) => checkTextObject(view[key], limits.dialogTitle, `/view/${key}`, plainOnly)),
    ...(hasInput && view['submit'] === undefined ? [problem('missing required field', '/view/submit')] : []),
    ...checkCount(view['blocks'], limits.dialogBlocks, '/view/blocks'),
    ...checkBlocks(asList(view['blocks'])),
    ...(view['private_metadata'] === undefined
      ? []
      : checkLength(view['private_metadata'], limits.dialogMemory, '/view/private_metadata')),
  ];
  return problems[0];
}

/** Every text a person would see in the blocks, in order. */
export function visibleTexts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(visibleTexts);
  return Object.entries(asObject(value)).flatMap(([key, part]) => {
    if (key === 'text' && typeof part === 'string') return [part];
    return typeof part === 'object' ? visibleTexts(part) : [];
  });
}

function checkBlocks(blocks: readonly unknown[]): readonly string[] {
  const problems: string[] = [];
  if (blocks.length > limits.blocks)
    problems.push(problem(`no more than ${limits.blocks} items allowed`, '/blocks'));
  const ids = new Set<string>();
  for (const [index, value] of blocks.entries()) {
    const block = asObject(value);
    const pointer = `/blocks/${index}`;
    const check = blockChecks[asText(block['type']) ?? ''];
    if (check === undefined)
      problems.push(problem(`unsupported type: ${String(block['type'])}`, `${pointer}/type`));
    else problems.push(...check(block, pointer));
    const id = asText(block['block_id']);
    if (id === undefined) continue;
    if (ids.has(id)) problems.push(problem('`block_id` already exists', `${pointer}/block_id`));
    problems.push(...checkLength(id, limits.blockId, `${pointer}/block_id`));
    ids.add(id);
  }
  return problems;
}

type BlockCheck = (block: JsonObject, pointer: string) => readonly string[];

const blockChecks: Readonly<Record<string, BlockCheck>> = {
  divider: () => [],
  section: checkSection,
  header: (block, pointer) => checkTextObject(block['text'], limits.headerText, `${pointer}/text`, plainOnly),
  context: (block, pointer) => [
    ...checkCount(block['elements'], limits.contextElements, `${pointer}/elements`),
    ...each(block['elements'], `${pointer}/elements`, checkContextElement),
  ],
  actions: (block, pointer) => [
    ...checkCount(block['elements'], limits.actionsElements, `${pointer}/elements`),
    ...checkActionIds(block['elements'], `${pointer}/elements`),
    ...each(block['elements'], `${pointer}/elements`, checkElement),
  ],
  markdown: (block, pointer) => checkLength(block['text'], limits.markdownText, `${pointer}/text`),
  input: (block, pointer) => [
    ...checkTextObject(block['label'], limits.fieldText, `${pointer}/label`, plainOnly),
    ...(asObject(block['element'])['type'] === undefined
      ? [problem('missing required field', `${pointer}/element`)]
      : []),
  ],
  image: checkImage,
  rich_text: (block, pointer) =>
    checkCount(block['elements'], Number.POSITIVE_INFINITY, `${pointer}/elements`),
};

function checkSection(block: JsonObject, pointer: string): readonly string[] {
  if (block['text'] === undefined && block['fields'] === undefined) {
    return [problem('missing required field: text or fields', pointer)];
  }
  return [
    ...(block['text'] === undefined
      ? []
      : checkTextObject(block['text'], limits.sectionText, `${pointer}/text`)),
    ...(block['fields'] === undefined
      ? []
      : checkCount(block['fields'], limits.sectionFields, `${pointer}/fields`)),
    ...each(block['fields'], `${pointer}/fields`, (field, at) =>
      checkTextObject(field, limits.fieldText, at),
    ),
    ...(block['accessory'] === undefined ? [] : checkElement(block['accessory'], `${pointer}/accessory`)),
  ];
}

function checkContextElement(value: unknown, pointer: string): readonly string[] {
  return asObject(value)['type'] === 'image'
    ? checkImage(asObject(value), pointer)
    : checkTextObject(value, limits.contextText, pointer);
}

function checkElement(value: unknown, pointer: string): readonly string[] {
  const element = asObject(value);
  if (element['type'] === 'image') return checkImage(element, pointer);
  if (element['type'] !== 'button') return [];
  const style = element['style'];
  return [
    ...checkTextObject(element['text'], limits.buttonText, `${pointer}/text`, plainOnly),
    ...(element['value'] === undefined
      ? []
      : checkLength(element['value'], limits.buttonValue, `${pointer}/value`)),
    ...(element['url'] === undefined ? [] : checkUrl(element['url'], limits.buttonUrl, `${pointer}/url`)),
    ...(element['action_id'] === undefined
      ? []
      : checkLength(element['action_id'], limits.actionId, `${pointer}/action_id`)),
    ...(style === undefined || style === 'primary' || style === 'danger'
      ? []
      : [problem('must be primary or danger', `${pointer}/style`)]),
    ...(element['confirm'] === undefined
      ? []
      : checkConfirm(asObject(element['confirm']), `${pointer}/confirm`)),
  ];
}

function checkConfirm(confirm: JsonObject, pointer: string): readonly string[] {
  return [
    ...checkTextObject(confirm['title'], limits.confirmTitle, `${pointer}/title`, plainOnly),
    ...checkTextObject(confirm['text'], limits.confirmText, `${pointer}/text`),
    ...checkTextObject(confirm['confirm'], limits.confirmAnswer, `${pointer}/confirm`, plainOnly),
    ...checkTextObject(confirm['deny'], limits.confirmAnswer, `${pointer}/deny`, plainOnly),
  ];
}

function checkImage(image: JsonObject, pointer: string): readonly string[] {
  return [
    ...checkLength(image['alt_text'], limits.altText, `${pointer}/alt_text`),
    ...(image['slack_file'] === undefined
      ? checkUrl(image['image_url'], limits.imageUrl, `${pointer}/image_url`)
      : []),
  ];
}

function checkActionIds(elements: unknown, pointer: string): readonly string[] {
  const ids = asList(elements).map((element) => asText(asObject(element)['action_id']));
  return ids.flatMap((id, index) =>
    id !== undefined && ids.indexOf(id) < index
      ? [problem(`\`action_id\` "${id}" already exists`, `${pointer}/${index}/action_id`)]
      : [],
  );
}

const plainOnly = ['plain_text'];
const anyText = ['plain_text', 'mrkdwn'];

function checkTextObject(value: unknown, limit: number, pointer: string, types = anyText): readonly string[] {
  const object = asObject(value);
  if (!types.includes(asText(object['type']) ?? '')) {
    return [problem(`must be a text object of type ${types.join(' or ')}`, `${pointer}/type`)];
  }
  return checkLength(object['text'], limit, `${pointer}/text`);
}

function checkLength(value: unknown, limit: number, pointer: string): readonly string[] {
  if (typeof value !== 'string') return [problem('missing required field', pointer)];
  if (value.length === 0) return [problem('must be more than 0 characters', pointer)];
  return value.length > limit ? [problem(`must be less than ${limit + 1} characters`, pointer)] : [];
}

function checkUrl(value: unknown, limit: number, pointer: string): readonly string[] {
  const tooLong = checkLength(value, limit, pointer);
  if (tooLong.length > 0) return tooLong;
  return URL.canParse(String(value)) ? [] : [problem('Invalid URL', pointer)];
}

function checkCount(value: unknown, limit: number, pointer: string): readonly string[] {
  if (asList(value).length === 0) return [problem('no fewer than 1 items allowed', pointer)];
  return asList(value).length > limit ? [problem(`no more than ${limit} items allowed`, pointer)] : [];
}

function each(
  value: unknown,
  pointer: string,
  check: (item: unknown, pointer: string) => readonly string[],
): readonly string[] {
  return asList(value).flatMap((item, index) => check(item, `${pointer}/${index}`));
}

function problem(what: string, pointer: string): string {
  return `[ERROR] ${what} [json-pointer:${pointer}]`;
}
