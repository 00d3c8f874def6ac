// node scripts/error-table.mjs: writes the tables of docs/client/errors.md from src/client/errors/error-code.ts.
import { readFileSync, writeFileSync } from 'node:fs'
import { runnerImport } from 'vite'

const PAGE = new URL('../docs/client/errors.md', import.meta.url)
const { module } = await runnerImport('scripts/docs/error-tables.ts')
writeFileSync(PAGE, module.updateErrorTables(readFileSync(PAGE, 'utf8')))
