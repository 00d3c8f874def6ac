// npm run routes: writes the type declarations of the routes and the checks of recorded responses against these types.
// Prints the number of documented responses that have named fields.
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { runnerImport } from 'vite'

const { module } = await runnerImport('scripts/routes/generate-routes.ts')
const { routes, text, checks } = module.generateRoutes()
writeFileSync(new URL('../src/client/routes/routes.generated.ts', import.meta.url), text)
writeFileSync(new URL('../tests/unit/client/routes/recorded-responses.generated.ts', import.meta.url), checks)

const documented = routes.filter(({ isDocumented }) => isDocumented)
const unnamed = module.listUnnamedResponses(routes)
const share = (100 * (documented.length - unnamed.length)) / documented.length
console.log(`${routes.length} routes, ${(gzipSync(text).length / 1000).toFixed(1)} kB gzip`)
console.log(`${share.toFixed(1)} % of ${documented.length} documented responses have named fields; without:`)
for (const route of unnamed) console.log(`  ${route}`)
