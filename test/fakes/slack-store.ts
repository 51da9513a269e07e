import { visibleTexts } from './slack-limits.ts';

export type SlackBlock = { readonly type: string; readonly [key: string]: unknown };

/** What a message said between two edits. */
export type SlackVersion = {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  /** Everything a person sees: the blocks' texts, or the text where there are none. */
  readonly shown: string;
  readonly atMs: number;
};

export type SlackMessage = SlackVersion & {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | undefined;
  readonly editCount: number;
  /** Oldest first; the last one is what the message says now. */
  readonly versions: readonly SlackVersion[];
};

type StoredMessage = Pick<SlackMessage, 'channel' | 'ts' | 'threadTs'> & {
  readonly versions: SlackVersion[];
};
type Content = { readonly text: string | undefined; readonly blocks: readonly SlackBlock[] | undefined };

/** The messages of a workspace, by channel id and `ts`. */
export function createSlackStore() {
  const stored: StoredMessage[] = [];
  let sequence = 0;
  const find = (channel: string, ts: string) =>
    stored.find((message) => message.channel === channel && message.ts === ts);
  return {
    list: (channel: string): readonly SlackMessage[] =>
      stored.filter((message) => message.channel === channel).map(toMessage),
    has: (channel: string, ts: string): boolean => find(channel, ts) !== undefined,
    /** Answers the new message's `ts`. */
    post(channel: string, threadTs: string | undefined, content: Content): string {
      sequence++;
      const ts = `${Math.floor(Date.now() / 1000)}.${String(sequence).padStart(6, '0')}`;
      const version = toVersion(content.text ?? '', content.blocks ?? []);
      stored.push({ channel, ts, threadTs, versions: [version] });
      return ts;
    },
    /** Blocks stay when only other things are given; a text without blocks takes the blocks away. */
    edit(channel: string, ts: string, content: Content): void {
      const message = find(channel, ts);
      const current = message?.versions.at(-1);
      if (message === undefined || current === undefined) return;
      const blocks = content.blocks ?? (content.text === undefined ? current.blocks : []);
      message.versions.push(toVersion(content.text ?? current.text, blocks));
    },
  };
}

function toVersion(text: string, blocks: readonly SlackBlock[]): SlackVersion {
  const shown = blocks.length === 0 ? text : visibleTexts(blocks).join('\n');
  return { text, blocks, shown, atMs: performance.timeOrigin + performance.now() };
}

function toMessage({ versions, ...message }: StoredMessage): SlackMessage {
  const current = versions.at(-1) ?? toVersion('', []);
  return { ...message, ...current, versions: [...versions], editCount: versions.length - 1 };
}
