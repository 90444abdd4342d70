import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    // The first browsers with <dialog>: cheap phones of five years ago get them.
    target: ['chrome96', 'firefox98', 'safari15.4'],
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // Few files: over a slow mobile connection a request costs more than a kilobyte.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'first', test: /src[\\/]main\.ts|node_modules[\\/](lit|@lit|openapi-fetch)/ }],
        },
      },
    },
  },
  worker: { format: 'es' },
});
