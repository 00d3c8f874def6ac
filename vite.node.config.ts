import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

/* Packages are bundled: one file is sooner read than six hundred, and what nobody uses of them stays out of memory. What must
   not be: native addons, what looks for files beside itself, and what is large and seldom needed. */
const LEFT_OUT: readonly string[] = ['keytar', 'libsql', 'open', 'electron', 'selfsigned']

/** V8 keeps a source with one letter beyond Latin-1 in two bytes each, and for as long as the program runs. */
const oneByteSources: Plugin = {
  name: 'one-byte-sources',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue
      if (/(?<!\\)(\\\\)*\\[^\0-\xff]/.test(file.code))
        throw new Error(`${file.fileName}: a backslash before a letter beyond Latin-1.`)
      file.code = file.code.replace(/[^\0-\xff]/g, escaped)
    }
  },
}

const escaped = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`

export default defineConfig({
  publicDir: false,
  plugins: [oneByteSources],
  resolve: {
    alias: [{ find: /^undici$/, replacement: fileURLToPath(new URL('scripts/slim-undici.mjs', import.meta.url)) }],
  },
  ssr: { noExternal: true, external: [...LEFT_OUT] },
  build: {
    ssr: true,
    outDir: 'out/node',
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: {
      // The others are threads of their own.
      input: {
        cli: 'src/cli/run.ts',
        'database-thread': 'src/host/database/database-thread.ts',
        'document-thread': 'src/host/catalogue/document-thread.ts',
      },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        // Without blanks and comments; names stay, so that a trace can be read.
        minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
      },
    },
  },
})
