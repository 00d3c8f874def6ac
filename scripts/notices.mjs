// npm run notices: writes THIRD-PARTY-NOTICES.txt from the packages that the last build bundled, and from those that
// the installed program contains as files.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { listShippedPackages } from './notices/bundled-packages.mjs'

const HEADER = `IBKR Console contains the packages below. The installed program also contains Electron and Chromium, whose licences
are beside its executable.`
const RULE = '-'.repeat(80)

/** Names of packages by the text of their licence, because many packages have the same text. */
const namesByText = new Map()
for (const { name, version, licence, text } of listShippedPackages()) {
  namesByText.set(text, [...(namesByText.get(text) ?? []), `${name} ${version} (${licence})`])
}
const sections = [...namesByText].map(([text, names]) => `${RULE}\n${names.join('\n')}\n${RULE}\n\n${text}\n`)
const file = fileURLToPath(new URL('../THIRD-PARTY-NOTICES.txt', import.meta.url))
writeFileSync(file, `${[HEADER, ...sections].join('\n\n').replaceAll('\r\n', '\n')}`)
