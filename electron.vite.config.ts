import { defineConfig } from 'electron-vite'
import { recordBundledPackages } from './scripts/notices/bundled-packages.mjs'

/* Packages are bundled, except for native addons, which are loaded from their own files, and undici, which would make the npm
   package exceed 2 MB. */
const EXTERNAL: readonly string[] = ['electron', 'keytar', 'libsql', 'undici']

// The page is the same as in browser mode and built by vite.renderer.config.ts.
export default defineConfig({
  main: {
    plugins: [recordBundledPackages('main')],
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      rollupOptions: {
        // The others are a separate process and threads.
        input: {
          index: 'src/main/index.ts',
          'search-prime': 'src/main/search-dh-prime.ts',
          'database-thread': 'src/host/database/database-thread.ts',
          'document-thread': 'src/host/catalogue/api-document-thread.ts',
        },
        external: [...EXTERNAL],
        output: {
          // All files are in one folder, because a module finds the files of threads and processes beside its own.
          chunkFileNames: '[name]-[hash].js',
          // Without whitespace and comments. The names of functions and classes stay, so that stack traces can be read.
          minify: {
            compress: false,
            mangle: { toplevel: false, keepNames: true },
            codegen: { removeWhitespace: true },
          },
        },
      },
    },
  },
  preload: {
    plugins: [recordBundledPackages('preload')],
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      // A sandboxed preload must be CommonJS, in one file.
      rollupOptions: { input: 'src/preload/index.ts', output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
})
