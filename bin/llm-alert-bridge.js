#!/usr/bin/env -S node --max-semi-space-size=16
// Garbage of a burst is collected within 16 MB halves: on a large machine Node would let it grow to 128 MB, for no speed.
// Nothing modern up to the version check, so that an old Node can say what is wrong.
var needed = 24;
if (Number(process.versions.node.split('.')[0]) < needed) {
  console.error(`llm-alert-bridge needs Node ${needed} or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}

// A checkout runs its sources, the published package its compiled files.
import('node:fs')
  .then(({ existsSync }) => {
    const source = new URL('../src/cli/main.ts', import.meta.url);
    return import(existsSync(source) ? source.href : new URL('../dist/cli/main.js', import.meta.url).href);
  })
  .then(({ main }) => main(process.argv))
  .then((exitCode) => {
    process.exitCode = exitCode;
  })
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
