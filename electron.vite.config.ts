import { fileURLToPath } from 'node:url'
import { defineConfig } from 'electron-vite'

/* Everything is bundled, so that the packed program needs no folder of packages and stays small. What must not be: native
   addons, which are loaded from files of their own. */
const NATIVE: readonly string[] = ['keytar', 'libsql']

// The page is the same as in browser mode and built by vite.renderer.config.ts.
export default defineConfig({
  main: {
    resolve: {
      alias: [{ find: /^undici$/, replacement: fileURLToPath(new URL('scripts/slim-undici.mjs', import.meta.url)) }],
    },
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      rollupOptions: {
        // The others are a process and a thread of their own.
        input: {
          index: 'src/main/index.ts',
          'search-prime': 'src/main/search-prime.ts',
          'database-thread': 'src/host/database/database-thread.ts',
          'document-thread': 'src/host/catalogue/document-thread.ts',
        },
        external: ['electron', ...NATIVE],
        // Without blanks and comments; names stay, so that a trace can be read.
        output: { minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } } },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      // A sandboxed preload must be CommonJS, in one file.
      rollupOptions: { input: 'src/preload/index.ts', output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
})
