// What Maven runs: `node build.mjs` installs and builds where something changed; `node build.mjs test` runs the tests.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Portero's page needs Node.js 20.19 or newer; this is ${process.versions.node}. Install a newer one and put it first in PATH.`);
}

const root = fileURLToPath(new URL('.', import.meta.url));
const inRoot = (path) => join(root, path);

const lock = hash(['package.json', 'package-lock.json']);
const installed = inRoot('node_modules/.portero-installed');
if (!same(installed, lock)) {
  npm('ci', '--no-audit', '--no-fund');
  writeFileSync(installed, lock);
}

if (process.argv[2] === 'test') {
  npm('test', '--silent');
} else {
  const sources = hash(['package-lock.json', 'index.html', 'tsconfig.json', 'vite.config.ts', 'src', 'public', 'test', 'tools', '../openapi.yaml']);
  const built = inRoot('node_modules/.portero-built');
  if (same(built, sources) && existsSync(inRoot('dist/index.html'))) {
    console.log('The page is up to date.');
  } else {
    npm('run', 'build', '--silent');
    writeFileSync(built, sources);
  }
}

function npm(...args) {
  const windows = process.platform === 'win32';
  const { status, error } = spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd: root, stdio: 'inherit', shell: windows });
  if (error) {
    fail(`npm, which comes with Node.js, could not be started: ${error.message}`);
  }
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

function same(stamp, value) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === value;
}

/** Of every file's path and content, except what the build itself writes. */
function hash(paths) {
  const sum = createHash('sha256');
  const add = (path) => {
    if (statSync(inRoot(path)).isDirectory()) {
      readdirSync(inRoot(path)).sort().forEach((name) => add(`${path}/${name}`));
    } else if (path !== 'src/api/schema.d.ts') {
      sum.update(path).update('\0').update(readFileSync(inRoot(path))).update('\0');
    }
  };
  paths.forEach(add);
  return sum.digest('hex');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
