import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const { chooseSigning } = (await import(pathToFileURL(resolve('packaging/signing.mjs')).href)) as {
  chooseSigning(env: NodeJS.ProcessEnv): readonly string[]
}

const checkAddons = import(pathToFileURL(resolve('packaging/check-addons.mjs')).href) as Promise<{
  readAddonTarget(file: Buffer): { readonly platform: string; readonly architectures: readonly string[] }
  findWrongAddons(folder: string, platform: string, architecture: string): string | undefined
}>

const read = (path: string): string => readFileSync(path, 'utf8')

test('signs ad hoc without a certificate, and with the certificate of the environment otherwise', () => {
  expect(chooseSigning({})).toContain('-c.mac.identity=-')
  expect(chooseSigning({ CSC_LINK: 'certificate.p12' })).toEqual([])
  expect(chooseSigning({ CSC_NAME: 'Developer ID' })).toEqual([])
})

test('builds for macOS with the hardened runtime and only the entitlement that V8 needs', () => {
  expect(read('electron-builder.yml')).toContain('hardenedRuntime: true')
  expect(read('packaging/resources/entitlements.mac.plist').match(/<key>.*<\/key>/g)).toEqual([
    '<key>com.apple.security.cs.allow-jit</key>',
  ])
})

test('builds no package format that starts the program without the sandbox', () => {
  const settings = read('electron-builder.yml').replace(/^\s*#.*$/gm, '')
  expect(settings).not.toMatch(/AppImage|snap|no-sandbox|executableArgs/i)
})

/** Returns the lines of a key of electron-builder.yml, without comments. The key has no indentation. */
function linesOf(key: string): readonly string[] {
  const settings = read('electron-builder.yml').replace(/^\s*#.*\n/gm, '')
  const [, block = ''] = new RegExp(`^${key}:\\n((?: .*\\n)+)`, 'm').exec(settings) ?? []
  return block
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

test('packs only named bundles and files of a checkout, so no key file and no log', () => {
  const packed = linesOf('files').filter((line) => line.startsWith('- '))
  expect(packed.filter((line) => !/^- (from: node_modules\/|"!)/.test(line))).toEqual([
    '- out/main/**',
    '- out/preload/**',
    '- out/renderer/**',
    '- resources/icon.png',
    '- package.json',
    '- LICENSE',
    '- THIRD-PARTY-NOTICES.txt',
  ])
  expect(linesOf('extraResources')).toEqual([])
})

test('asks for fuses without Node mode and inspector, and with the archive only', () => {
  expect(linesOf('electronFuses')).toEqual([
    'runAsNode: false',
    'enableNodeOptionsEnvironmentVariable: false',
    'enableNodeCliInspectArguments: false',
    'enableEmbeddedAsarIntegrityValidation: true',
    'onlyLoadAppFromAsar: true',
    'enableCookieEncryption: false',
    'grantFileProtocolExtraPrivileges: false',
  ])
})

/** Headers of native addons, as the compilers of the systems write them. */
const addons = {
  linux: (machine: number, library = 'libc.so.6') => header('7f454c4602', [18, machine], library),
  darwin: (processor: number) => header('cffaedfe', [4, processor]),
  win32: (machine: number) => header('4d5a', [0x3c, 0x40], '', [0x44, machine]),
  fatDarwin: () => header('cafebabe00000002', [8, 0x07000001], '', [28, 0x0c000001]),
}

/** Creates a file of 256 bytes: its start, 32-bit numbers in little endian at offsets, and a text behind them. */
function header(start: string, first: [number, number], text = '', second = first): Buffer {
  const file = Buffer.alloc(256)
  file.write(start, 'hex')
  file.write(text, 128)
  for (const [offset, value] of [first, second]) file.writeUInt32LE(value, offset)
  return file
}

test.each([
  ['its own addons', addons.linux(62), 'linux', 'x64', undefined],
  ['addons for another processor', addons.linux(183), 'linux', 'x64', 'index.node is for linux arm64'],
  ['addons for musl', addons.linux(62, 'libc.so'), 'linux', 'x64', 'index.node is for linux without glibc x64'],
  ['addons for another system', addons.linux(62), 'win32', 'x64', 'index.node is for linux x64'],
  ['addons for Windows', addons.win32(0x8664), 'win32', 'x64', undefined],
  ['addons for Windows on ARM', addons.win32(0xaa64), 'win32', 'x64', 'index.node is for win32 arm64'],
  ['addons for macOS', addons.darwin(0x0100000c), 'darwin', 'arm64', undefined],
  ['addons for macOS on Intel', addons.darwin(0x01000007), 'darwin', 'arm64', 'index.node is for darwin x64'],
  ['universal addons', addons.fatDarwin(), 'darwin', 'arm64', undefined],
  ['a file that is no addon', Buffer.from('native'), 'linux', 'x64', 'index.node is for unknown'],
])('accepts or rejects a program that contains %s', async (_what, addon, platform, architecture, problem) => {
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-addons-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const name of ['@libsql/one', '@napi-rs/keyring']) {
    mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(folder, name, 'index.node'), addon)
  }
  const { findWrongAddons } = await checkAddons
  const found = findWrongAddons(folder, platform, architecture)
  if (problem === undefined) expect(found).toBeUndefined()
  else
    expect(found).toContain(
      `The program for ${platform} ${architecture} was not packed: ${join('@libsql/one', problem)}`,
    )
  rmSync(join(folder, '@libsql'), { recursive: true })
  expect(findWrongAddons(folder, platform, architecture)).toContain('no addon of @libsql was found')
})

test('reads the target of the installed addons', async () => {
  const { readAddonTarget } = await checkAddons
  const installed = readdirSync('node_modules/@napi-rs', { recursive: true, encoding: 'utf8' })
  const targets = installed
    .filter((name) => name.endsWith('.node'))
    .map((name) => readAddonTarget(readFileSync(join('node_modules/@napi-rs', name))))
  expect(targets).toEqual([{ platform: process.platform, architectures: [process.arch] }])
})

test('removes the switches for remote debugging before any other module runs', () => {
  expect(read('src/main/index.ts').split('\n')[0]).toBe("import './secure-command-line.ts'")
})

test('has icons of every size for Linux, Windows and macOS', () => {
  const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
  for (const size of sizes) {
    const png = readFileSync(`packaging/resources/icons/${size}x${size}.png`)
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size])
  }
  const ico = readFileSync('packaging/resources/icon.ico')
  const widths = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => ico.readUInt8(6 + 16 * index) || 256)
  expect(widths).toEqual(sizes.filter((size) => size <= 256))
  const icns = readFileSync('packaging/resources/icon.icns')
  expect(icns.toString('latin1', 0, 4)).toBe('icns')
  expect(icns.readUInt32BE(4)).toBe(icns.length)
})
