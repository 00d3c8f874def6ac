import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/* The window with a pretended host, for looking at states that a real one reaches seldom:
   npx vite --config tests/unit/renderer/preview/vite.config.ts
   then /tests/unit/renderer/preview/index.html?scenario=competing (see scenarios.ts). Never part of a build. */
export default defineConfig({
  root: fileURLToPath(new URL('../../../..', import.meta.url)),
  cacheDir: 'node_modules/.vite-preview',
  plugins: [react()],
  server: { port: 5199, strictPort: true },
})
