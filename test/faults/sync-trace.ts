/** One request as the kernel saw it. */
export interface TracedAnswer {
  /** Whether the log of the store was synced between the request's arrival and its answer. */
  readonly synced: boolean;
}

const arrival = /read\(\d+<(socket:\[\d+\])>, "POST \/webhook/;
const answer = /write(?:v)?\(\d+<(socket:\[\d+\])>, .*HTTP\/1\.1 200/;
const sync = /f(?:data)?sync\(\d+<[^>]*-wal>\)\s*= 0/;

/** Reads `strace -D -f -y -e trace=read,write,writev,fsync,fdatasync` of the service: every webhook that was answered with 200. */
export function readAnswers(trace: string): readonly TracedAnswer[] {
  const waiting = new Map<string, boolean>();
  const answers: TracedAnswer[] = [];
  for (const line of trace.split('\n')) {
    const [, came] = arrival.exec(line) ?? [];
    if (came !== undefined) waiting.set(came, false);
    if (sync.test(line)) for (const socket of waiting.keys()) waiting.set(socket, true);
    const [, answered] = answer.exec(line) ?? [];
    const synced = answered === undefined ? undefined : waiting.get(answered);
    if (answered === undefined || synced === undefined) continue;
    answers.push({ synced });
    waiting.delete(answered);
  }
  return answers;
}
