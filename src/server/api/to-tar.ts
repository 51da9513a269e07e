const blockBytes = 512;
const longestName = 100;

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`;
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06 (ustar) */
function toHeader(name: string, size: number, atMs: number): Buffer {
  const header = Buffer.alloc(blockBytes);
  header.write(name.slice(0, longestName), 0, 'utf8');
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(Math.floor(atMs / 1000), 12), 136);
  // The sum is taken with spaces in its own place.
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** Text files as a tar archive, all in one folder. Names are ours: short, and of plain letters. */
export function toTar(folder: string, files: ReadonlyMap<string, string>, atMs: number): Buffer {
  const parts = [...files].flatMap(([name, text]) => {
    const content = Buffer.from(text, 'utf8');
    const rest = (blockBytes - (content.length % blockBytes)) % blockBytes;
    return [toHeader(`${folder}/${name}`, content.length, atMs), content, Buffer.alloc(rest)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)]);
}
