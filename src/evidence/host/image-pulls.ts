import type { ObservedLog } from '../../domain/observation.ts';

export interface ImagePull {
  readonly image: string;
  readonly atMs: number;
  /** Null where the line does not tell. */
  readonly bytes: number | null;
  readonly key: string;
}

/** How kubelet, containerd, CRI-O and Docker say that an image has come; what has only begun is not told. */
const pulled: readonly RegExp[] = [
  /\bSuccessfully pulled image \\?"([^"\\\s]+)/,
  /\bPullImage \\?"([^"\\\s]+)\\?" returns image reference/,
  /\bPulled image: (\S+?)"?(?:\s|$)/,
  /\bStatus: Downloaded newer image for (\S+)/,
  /\b(?:image pulled|pulled image)\b.*?\bimage=\\?"?([^"\\\s]+)/i,
];

const size = /\b(?:image )?size:?\s*\\?"?(\d+(?:\.\d+)?)\s*(bytes|B|kB|KB|MB|GB|KiB|MiB|GiB)?\b/i;

const bytesOf: Readonly<Record<string, number>> = {
  bytes: 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

function readBytes(line: string): number | null {
  const [, number, unit = 'bytes'] = size.exec(line) ?? [];
  const factor = bytesOf[unit.toLowerCase()];
  return number === undefined || factor === undefined ? null : Number(number) * factor;
}

/** Images that came to a machine, in the order in which they came. */
export function findImagePulls(logs: readonly ObservedLog[]): readonly ImagePull[] {
  return logs
    .flatMap(({ line, timeMs, key }): readonly ImagePull[] => {
      const image = pulled.map((pattern) => pattern.exec(line)?.[1]).find((found) => found !== undefined);
      return image === undefined ? [] : [{ image, atMs: timeMs, bytes: readBytes(line), key }];
    })
    .sort((a, b) => a.atMs - b.atMs);
}
