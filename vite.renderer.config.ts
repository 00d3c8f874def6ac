import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { recordBundledPackages } from './scripts/notices/bundled-packages.mjs'
import { OLDEST_BROWSERS } from './src/shared/domain/supported-browsers.ts'

/** Tells the script that recognises old browsers which versions are supported. */
const nameOldestBrowsers = (): Plugin => ({
  name: 'name-oldest-browsers',
  transformIndexHtml: (html) =>
    html.replace('__OLDEST_BROWSERS__', JSON.stringify(OLDEST_BROWSERS).replaceAll('"', '&quot;')),
})

export default defineConfig({
  root: 'src/renderer',
  base: './',
  plugins: [react(), recordBundledPackages('window'), nameOldestBrowsers()],
  // The worker is a module like the page, and is served as a file of its own.
  worker: { format: 'es', plugins: () => [recordBundledPackages('window-worker')] },
  build: {
    outDir: '../../out/renderer',
    emptyOutDir: true,
    target: Object.entries(OLDEST_BROWSERS).map(
      ([engine, version]) => `${engine === 'chromium' ? 'chrome' : engine}${version}`,
    ),
    // The policy of the page allows no data: scripts or fonts; files stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Vite warns above 500 kB because of slow networks. This page is read from the same machine.
    chunkSizeWarningLimit: 2_000,
    // One file for everything that the first page needs: each file of its own costs a request at the start.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } } },
  },
})
