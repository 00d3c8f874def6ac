import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { recordBundledPackages } from './scripts/notices/bundled-packages.mjs'

export default defineConfig({
  root: 'src/renderer',
  base: './',
  plugins: [react(), recordBundledPackages('window')],
  // The worker is a module like the page, and is served as a file of its own.
  worker: { format: 'es', plugins: () => [recordBundledPackages('window-worker')] },
  build: {
    outDir: '../../out/renderer',
    emptyOutDir: true,
    target: 'es2023',
    // The policy of the page allows no data: scripts or fonts; files stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_000,
    // One file for everything that the first page needs: each file of its own costs a request at the start.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } } },
  },
})
