import { defineConfig } from 'vite'
import { recordBundledPackages } from './scripts/notices/bundled-packages.mjs'

/* Packages are bundled: one file is read faster than six hundred. Not bundled are native addons, packages that look for files
   beside themselves, those that are large and rarely needed, and undici, which would make the package exceed 2 MB. */
const EXTERNAL: readonly string[] = ['keytar', 'libsql', 'open', 'electron', 'undici']

export default defineConfig({
  publicDir: false,
  plugins: [recordBundledPackages('node')],
  ssr: { noExternal: true, external: [...EXTERNAL] },
  build: {
    ssr: true,
    outDir: 'out/node',
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: {
      // The others are separate threads.
      input: {
        cli: 'src/cli/run-command-line.ts',
        'database-thread': 'src/host/database/database-thread.ts',
        'document-thread': 'src/host/catalogue/api-document-thread.ts',
      },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        // Without whitespace and comments. The names of functions and classes stay, so that stack traces can be read.
        minify: { compress: false, mangle: { toplevel: false, keepNames: true }, codegen: { removeWhitespace: true } },
      },
    },
  },
})
