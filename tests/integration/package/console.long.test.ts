import { afterAll, beforeAll, describe } from 'vitest'
import { type BareFolder, makeBareFolder } from './install-in-bare-folder.ts'
import { testTarball } from './tarball-tests.ts'

let folder: BareFolder
beforeAll(() => {
  folder = makeBareFolder('.')
}, 60_000)
afterAll(() => folder?.remove())

describe('tarball of the console', () => {
  const files = [
    /^(package\.json|LICENSE|THIRD-PARTY-NOTICES\.txt|README\.md|CHANGELOG\.md|bin\/ibkr-console\.mjs)$/,
    // These pages are in the tarball because the README links to them.
    /^docs\/((client|guide)\/)?[\w-]+\.md$/,
    /^resources\/icon\.(png|svg)$/,
    /^out\/(main|node|preload)\/([\w-]+\/)?[\w-]+\.c?js$/,
    /^out\/renderer\/(assets\/)?[\w-]+\.(js|css|html|svg)$/,
  ]
  const native = ['keytar', 'libsql']
  testTarball({ source: '.', files, packedKb: 2_000, packages: 20, installedMb: 25, native }, () => folder)
})
