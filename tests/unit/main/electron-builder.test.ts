import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const { chooseSigning } = (await import(pathToFileURL(resolve('packaging/signing.mjs')).href)) as {
  chooseSigning(env: NodeJS.ProcessEnv): readonly string[]
}

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
