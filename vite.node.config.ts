import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'out/node',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rollupOptions: {
      // The others are threads of their own.
      input: {
        cli: 'src/cli/run.ts',
        'database-thread': 'src/host/database/database-thread.ts',
        'document-thread': 'src/host/catalogue/document-thread.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
