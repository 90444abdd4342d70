// Fails the build when signing in takes more than 25 kB: the page, its style, its script and the verification's worker.
import { readFileSync, readdirSync, statSync } from 'node:fs';

const LIMIT = 25 * 1024;
const dist = new URL('../dist/', import.meta.url);
const read = (path) => readFileSync(new URL(path, dist), 'utf8');
const compressed = (path) => statSync(new URL(`${path}.br`, dist)).size;

const html = read('index.html');
const first = new Set(['index.html']);
for (const [, path] of html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)) {
  follow(path);
}
for (const name of readdirSync(new URL('assets/', dist))) {
  if (/^proof-worker-[^.]+\.js$/.test(name)) {
    follow(`assets/${name}`);
  }
}

/** Static imports are part of the first load; dynamic ones wait until somebody has signed in. */
function follow(path) {
  if (first.has(path)) {
    return;
  }
  first.add(path);
  if (path.endsWith('.js')) {
    for (const [, name] of read(path).matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g)) {
      follow(`assets/${name}`);
    }
  }
}

const files = [...first].map((path) => [path, compressed(path)]);
const total = files.reduce((sum, [, size]) => sum + size, 0);
for (const [path, size] of files) {
  console.log(`${String(size).padStart(7)}  ${path}`);
}
console.log(`${String(total).padStart(7)}  bytes of first load, Brotli (limit ${LIMIT})`);
if (![...first].some((path) => path.includes('proof-worker'))) {
  console.error('The worker of the verification is missing from dist/assets: the sum above is not the whole first load.');
  process.exit(1);
}
if (total > LIMIT) {
  console.error(`The first load is ${total - LIMIT} bytes too heavy.`);
  process.exit(1);
}
