import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeFailedRun } from '../../process/describe-failed-run.ts'

const root = resolve('.')
const fromPackaging = createRequire(join(root, 'packaging', 'package.json'))

/* Electron is not available everywhere, so the packed runtime is a file with the marks that locate the fuses. */
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSES = 9

/** Saves the arguments of fpm, the desktop entry and the installation scripts, and creates an empty package. */
const RECORD_FPM = `
const fs = require('node:fs'), args = process.argv.slice(2), after = (name) => args[args.indexOf(name) + 1]
const save = (name, text) => fs.writeFileSync(process.env.FPM_RECORD + '/' + name, text)
save('fpm.json', JSON.stringify(args))
save('entry.desktop', fs.readFileSync(args.find((each) => each.endsWith('.desktop')).split('=')[0]))
save('scripts.sh', ['--after-install', '--after-remove'].map((name) => fs.readFileSync(after(name), 'utf8')).join(''))
fs.writeFileSync(after('--package'), '')`

let folder: string
let archive: string
let listing: readonly string[]

/** Files in a checkout that must never be packed. */
const LITTER = [
  'src/main/index.ts',
  'tests/unit/a.test.ts',
  'docs/security.md',
  'scripts/build.mjs',
  'out/main/index.js.map',
  'out/renderer/assets/a.js.map',
  'out/node/cli.js',
  'packages/client/out/esm/index.js',
  'test-results/vitest.json',
  '.env',
  'oauth1.json',
  'private_signature.pem',
  'settings.json',
  'logs/console.log',
  '.git/config',
]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-pack-'))
  const project = join(folder, 'project')
  const runtime = join(folder, 'runtime')
  for (const part of [
    'out/main',
    'out/preload',
    'out/renderer',
    'resources',
    'packaging/resources',
    'package.json',
    'LICENSE',
    'THIRD-PARTY-NOTICES.txt',
  ])
    cpSync(join(root, part), join(project, part), { recursive: true })
  for (const name of LITTER) write(join(project, name), 'the secret is hunter2')
  // Copied, because electron-builder packs no file that a link places below /tmp, where a checkout may be.
  const configuration = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
  for (const [, part = ''] of configuration.matchAll(/from: (node_modules\/\S+)/g))
    cpSync(join(root, part), join(project, part), { recursive: true })
  write(join(runtime, 'electron'), `${FUSE_MARK}${String.fromCharCode(1, FUSES)}${'1'.repeat(FUSES)}`)

  // electron-builder downloads fpm, which builds the .deb file. This program records what fpm would get instead.
  const fpm = join(folder, 'fpm')
  writeFileSync(fpm, `#!${process.execPath}\n${RECORD_FPM}`, { mode: 0o755 })
  runPack(packArguments(['deb'], join(folder, 'dist')), { CUSTOM_FPM_PATH: fpm, FPM_RECORD: folder })
  archive = join(folder, 'dist', 'linux-unpacked', 'resources', 'app.asar')
  const { listPackage } = fromPackaging('@electron/asar') as {
    listPackage(path: string, options: { isPack: boolean }): string[]
  }
  listing = listPackage(archive, { isPack: true }).map((line) => line.replaceAll('\\', '/'))
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Returns the arguments that pack the project for Linux. */
const packArguments = (target: readonly string[], output: string): readonly string[] => [
  join(root, 'scripts/pack.mjs'),
  ...['--linux', ...target, '--projectDir', join(folder, 'project'), '--config', join(root, 'electron-builder.yml')],
  `-c.electronDist=${join(folder, 'runtime')}`,
  `-c.directories.output=${output}`,
]

/** Runs the packing script. electron-builder reports its errors on stdout, so both outputs are in the error. */
function runPack(args: readonly string[], env: NodeJS.ProcessEnv): void {
  try {
    execFileSync(process.execPath, args, {
      env: { ...process.env, IBKR_CONSOLE_BUILT: '1', ...env },
      stdio: 'pipe',
      encoding: 'utf8',
    })
  } catch (error) {
    throw new Error(describeFailedRun(error))
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text, 'latin1')
}

const files = (): readonly string[] => listing.map((line) => line.replace(/^(un)?pack\s*:\s*/, ''))

test('packs the program into three bundles, with icon and licence', () => {
  for (const name of [
    '/out/main/index.js',
    '/out/preload/index.cjs',
    '/out/renderer/index.html',
    '/resources/icon.png',
  ])
    expect(files()).toContain(name)
})

test('packs no sources, tests, source maps, bundled packages or secrets', () => {
  const own =
    /^\/(package\.json|LICENSE|THIRD-PARTY-NOTICES\.txt|resources(\/icon\.png)?|out(\/(main|preload|renderer)(\/.*)?)?)$/
  // The addons of this system with their loaders, and undici, are not bundled.
  const beside =
    /^\/node_modules(\/(keytar|libsql|detect-libc|@neon-rs|undici)(\/.*)?|\/@napi-rs(\/keyring-[\w-]+(\/.*)?)?|\/@libsql(\/[\w-]+(?<!-musl)(\/.*)?)?)?$/
  expect(files().filter((name) => !(own.test(name) || beside.test(name)) || name.endsWith('.map'))).toEqual([])
  const { extractFile } = fromPackaging('@electron/asar') as { extractFile(path: string, name: string): Buffer }
  const manifest = JSON.parse(extractFile(archive, 'package.json').toString()) as object
  expect(manifest).not.toHaveProperty('devDependencies')
  expect(manifest).toHaveProperty('desktopName', 'ibkr-console-desktop.desktop')
  expect(readFileSync(archive).includes('hunter2')).toBe(false)
})

test('gives the .deb package complete metadata and a desktop entry', () => {
  const args = JSON.parse(readFileSync(join(folder, 'fpm.json'), 'utf8')) as readonly string[]
  const after = (name: string) => args[args.indexOf(name) + 1]
  expect(after('--url')).toBe('https://ibkr-console.example/')
  expect(after('--maintainer')).toMatch(/^IBKR Console contributors <.+@.+>$/)
  expect(after('--license')).toBe('MIT')
  for (const size of [16, 48, 256, 1024])
    expect(args).toContainEqual(expect.stringContaining(`/hicolor/${size}x${size}/apps/ibkr-console-desktop.png`))
  const entry = readFileSync(join(folder, 'entry.desktop'), 'utf8')
  expect(entry).toMatch(/^Name=IBKR Console$/m)
  expect(entry).toMatch(/^Exec="?\/opt\/IBKR Console\/ibkr-console-desktop"?( %U)?$/m)
  expect(entry).toMatch(/^StartupWMClass=ibkr-console-desktop$/m)
  expect(entry).toMatch(/^MimeType=x-scheme-handler\/ibkr-console;$/m)
})

test('starts no packed program without the sandbox', () => {
  for (const file of ['fpm.json', 'entry.desktop', 'scripts.sh'])
    expect(readFileSync(join(folder, file), 'utf8')).not.toContain('no-sandbox')
})

test('unpacks native addons next to the archive, where they can be loaded', () => {
  const keyring = listing
    .filter((line) => /^unpack .*\.node$/.test(line))
    .map((line) => line.replace(/^unpack\s*:\s*/, ''))
  expect(keyring).toContainEqual(expect.stringMatching(/^\/node_modules\/@napi-rs\/keyring-.*\.node$/))
  for (const name of keyring) expect(existsSync(join(`${archive}.unpacked`, name))).toBe(true)
})

test('packs no program with the addons of another processor', () => {
  const other = process.arch === 'x64' ? 'arm64' : 'x64'
  const output = join(folder, 'other')
  expect(() => runPack(packArguments(['dir', `--${other}`], output), {})).toThrow(
    new RegExp(`program for linux ${other} was not packed.* is for linux ${process.arch}`),
  )
})

test('the app starts from the packed files alone', async () => {
  const { extractAll } = fromPackaging('@electron/asar') as { extractAll(path: string, folder: string): void }
  const alone = join(folder, 'alone')
  extractAll(archive, alone)
  const standin = join(root, 'tests/electron-standin/electron')
  const child = spawn(standin, [alone, `--home=${join(folder, 'home')}`], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const launch = once(child, 'message').then(([message]) => message as unknown)
  const ended = once(child, 'exit').then(([code]) => `ended with ${code}: ${stderr}`)
  expect(await Promise.race([launch, ended])).toEqual({ kind: 'window' })
  child.disconnect()
  expect(await ended).toMatch(/^ended with 0/)
}, 60_000)

test('the app opens the database from the packed files alone', () => {
  const { extractAll } = fromPackaging('@electron/asar') as { extractAll(path: string, folder: string): void }
  const alone = join(folder, 'database')
  extractAll(archive, alone)
  const ask =
    "const Database = require('libsql'); console.log(new Database(':memory:').prepare('select 42 as a').get().a)"
  expect(execFileSync(process.execPath, ['-e', ask], { cwd: alone, encoding: 'utf8' })).toBe('42\n')
})

test('limits the packed app to 25 MB without Electron', () => {
  const megabytes = statSync(archive).size / 1e6
  process.stdout.write(`Packed size without Electron: ${megabytes.toFixed(1)} MB\n`)
  expect(megabytes).toBeLessThanOrEqual(25)
})

test('sets the fuses: no Node mode, no inspector, and only the archive can be loaded', async () => {
  const { getCurrentFuseWire, FuseV1Options, FuseState } = fromPackaging('@electron/fuses') as {
    getCurrentFuseWire(path: string): Promise<Record<number, number>>
    FuseV1Options: Record<string, number>
    FuseState: { readonly ENABLE: number; readonly DISABLE: number }
  }
  const wire = await getCurrentFuseWire(join(folder, 'dist', 'linux-unpacked', 'ibkr-console-desktop'))
  const state = (name: string): boolean => wire[FuseV1Options[name] ?? -1] === FuseState.ENABLE
  expect({
    RunAsNode: state('RunAsNode'),
    EnableCookieEncryption: state('EnableCookieEncryption'),
    EnableNodeOptionsEnvironmentVariable: state('EnableNodeOptionsEnvironmentVariable'),
    EnableNodeCliInspectArguments: state('EnableNodeCliInspectArguments'),
    EnableEmbeddedAsarIntegrityValidation: state('EnableEmbeddedAsarIntegrityValidation'),
    OnlyLoadAppFromAsar: state('OnlyLoadAppFromAsar'),
    GrantFileProtocolExtraPrivileges: state('GrantFileProtocolExtraPrivileges'),
  }).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: false,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    GrantFileProtocolExtraPrivileges: false,
  })
})
