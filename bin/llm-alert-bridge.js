#!/usr/bin/env -S node --max-semi-space-size=16
// Garbage of a burst is collected within 16 MB halves: on a large machine Node would let it grow to 128 MB, for no speed.
// Nothing modern up to the version check, so that an old Node can say what is wrong.
var needed = 24;
if (Number(process.versions.node.split('.')[0]) < needed) {
  console.error(`llm-alert-bridge needs Node ${needed} or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}

// A checkout runs its sources, the published package its compiled files. What Node makes of the sources is kept beside
// the packages: stripping their types and compiling them takes half of a short command's time.
Promise.all([import('node:fs'), import('node:module'), import('node:url')])
  .then(([{ existsSync }, { enableCompileCache }, { fileURLToPath }]) => {
    const source = new URL('../src/cli/main.ts', import.meta.url);
    if (!existsSync(source)) return import(new URL('../dist/cli/main.js', import.meta.url).href);
    enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/llm-alert-bridge', import.meta.url)));
    return import(source.href);
  })
  .then(({ main }) => main(process.argv))
  .then((exitCode) => {
    process.exitCode = exitCode;
  })
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
