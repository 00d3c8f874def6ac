import { defineConfig } from 'electron-vite'

/* Everything is bundled, so that the packed program needs no folder of packages and stays small. What must not be: native
   addons, which are loaded from files of their own. */
const NATIVE: readonly string[] = ['keytar']

// The page is the same as in browser mode and built by vite.renderer.config.ts.
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      rollupOptions: {
        // The second is a process of its own.
        input: { index: 'src/main/index.ts', 'search-prime': 'src/main/prime/search-prime.ts' },
        external: ['electron', ...NATIVE],
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
