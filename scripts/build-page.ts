import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the service looks for the page, in a checkout and in the package. */
export const pageFolder = `${root}dist/web`;

/** The page and what it takes from the service: pure code that draws and writes figures. */
const inputs = [
  'web/**/*.{ts,tsx,css,html,svg,json}',
  'src/{domain,signals}/**/*.ts',
  'scripts/build-page.ts',
];
/** Says what the page was built from. A dot file is not served. */
const stamp = '.built-from';
const compressible = /\.(js|css|html|svg)$/;

function hashInputs(): string {
  const hash = createHash('sha256');
  const files = inputs.flatMap((pattern) => globSync(pattern, { cwd: root }));
  for (const file of [...files, 'package-lock.json'].sort()) {
    if (!file.endsWith('.test.ts')) hash.update(file).update(readFileSync(`${root}${file}`));
  }
  return hash.digest('hex');
}

function isCurrent(hash: string): boolean {
  const file = `${pageFolder}/${stamp}`;
  return existsSync(file) && readFileSync(file, 'utf8') === hash;
}

/** The static server sends `x.js.gz` in the place of `x.js` to browsers that take it. */
function compress(folder: string): void {
  for (const file of globSync('**/*', { cwd: folder })) {
    if (!compressible.test(file)) continue;
    const options = { level: constants.Z_BEST_COMPRESSION };
    writeFileSync(`${folder}/${file}.gz`, gzipSync(readFileSync(`${folder}/${file}`), options));
  }
}

async function bundle(outDir: string): Promise<void> {
  const [{ build }, { default: react }] = await Promise.all([import('vite'), import('@vitejs/plugin-react')]);
  await build({
    configFile: false,
    root: `${root}web`,
    base: '/',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      // The oldest that know light-dark().
      target: ['chrome123', 'firefox120', 'safari17.5'],
      // No data: addresses in styles and no inline script: the content policy allows neither.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 700,
    },
  });
}

/**
 * Builds `web/` into dist/web unless it has been built from the very same files. Whether it had to. Two processes may
 * build at once: each has a folder of its own, and the last one stays.
 */
export async function buildPage(): Promise<boolean> {
  const hash = hashInputs();
  if (isCurrent(hash)) return false;
  mkdirSync(`${root}dist`, { recursive: true });
  const folder = mkdtempSync(`${root}dist/.web-`);
  try {
    await bundle(folder);
    compress(folder);
    writeFileSync(`${folder}/${stamp}`, hash);
    // mkdtemp makes folders that only their owner reads.
    chmodSync(folder, 0o755);
    rmSync(pageFolder, { recursive: true, force: true });
    renameSync(folder, pageFolder);
  } catch (thrown) {
    if (!isCurrent(hash)) throw thrown;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return true;
}

async function main(): Promise<void> {
  try {
    const startedAtMs = performance.now();
    if (await buildPage()) {
      const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
      process.stderr.write(`The page was built in ${seconds} s.\n`);
    }
  } catch (thrown) {
    // The service works without its page; `/` says what is missing.
    process.stderr.write(
      `The page could not be built: ${thrown instanceof Error ? thrown.message : thrown}\n`,
    );
  }
}

if (import.meta.main) await main();
