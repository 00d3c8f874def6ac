import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** The folder where a build records the packages of each bundle. It is not part of any package. */
const RECORDS = join(root, 'node_modules', '.cache', 'bundled-packages')

/** Packages that the installed program contains as files, beside its bundles. Their addons have the same licence. */
const SHIPPED = ['keytar', 'libsql', '@neon-rs/load', 'detect-libc', 'undici']

/**
 * Licences that allow to ship a package with a notice.
 * @lintignore the test of the notices reads it
 */
export const ALLOWED_LICENCES = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'CC0-1.0']

/** A plugin of the build that records which packages a bundle contains. */
export function recordBundledPackages(bundleName) {
  const folders = new Set()
  return {
    name: 'record-bundled-packages',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        for (const id of Object.keys(chunk.modules ?? {})) {
          const folder = /^.*[\\/](node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id.replace(/^\0/, ''))?.[1]
          if (folder) folders.add(folder.replaceAll('\\', '/'))
        }
      }
      mkdirSync(RECORDS, { recursive: true })
      writeFileSync(join(RECORDS, `${bundleName}.json`), JSON.stringify([...folders].toSorted()))
    },
  }
}

/** Returns the packages that are part of a bundle or shipped as files, sorted by name. The bundles must be built. */
export function listShippedPackages() {
  const bundled = readdirSync(RECORDS).flatMap((name) => JSON.parse(readFileSync(join(RECORDS, name), 'utf8')))
  return [...new Set([...bundled, ...SHIPPED.map((name) => `node_modules/${name}`)])]
    .map(readPackage)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function readPackage(folder) {
  const path = join(root, folder)
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  const file = existsSync(path) && readdirSync(path).find((each) => /^licen[cs]e/i.test(each))
  return { name, version, licence: String(license), text: file ? readFileSync(join(path, file), 'utf8').trim() : '' }
}
