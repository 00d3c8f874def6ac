import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'out/library',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rollupOptions: {
      input: { index: 'src/client/index.ts', oauth1: 'src/client/oauth1/index.ts' },
      // Comments stay in the declarations, where editors read them.
      output: [
        { comments: false, format: 'esm', entryFileNames: 'esm/[name].js', chunkFileNames: 'esm/[name]-[hash].js' },
        { comments: false, format: 'cjs', entryFileNames: 'cjs/[name].js', chunkFileNames: 'cjs/[name]-[hash].js' },
      ],
    },
  },
})
