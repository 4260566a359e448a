#!/usr/bin/env node
import { existsSync } from 'node:fs';

const build = new URL('../dist/src/cli.js', import.meta.url);
if (existsSync(build)) {
  const { main } = await import(build.href);
  await main(process.argv);
} else {
  console.error('lemmata is not built: run "npm run build" in its directory.');
  process.exitCode = 2;
}
