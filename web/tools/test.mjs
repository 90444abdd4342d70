// Bundles test/*.test.ts with Vite, as the page is bundled, and runs them with Node's own test runner.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'node_modules/.portero-tests');
const tests = readdirSync(join(root, 'test')).filter((name) => name.endsWith('.test.ts'));

rmSync(out, { recursive: true, force: true });
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    outDir: out,
    target: 'node20',
    copyPublicDir: false,
    rolldownOptions: {
      input: Object.fromEntries(tests.map((name) => [name.replace('.ts', ''), join(root, 'test', name)])),
    },
  },
});

const files = tests.map((name) => join(out, name.replace('.ts', '.js')));
process.exit(spawnSync(process.execPath, ['--test', ...files], { stdio: 'inherit' }).status ?? 1);
