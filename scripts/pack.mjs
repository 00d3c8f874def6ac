// npm run pack: builds the installed program as a folder. npm run dist: builds installers for this system. Further
// flags are passed to electron-builder.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chooseSigning } from '../packaging/signing.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const packaging = join(root, 'packaging')

// The packages that build installers have their own folder, because the console does not need them.
if (!existsSync(join(packaging, 'node_modules'))) {
  console.error('Installing the packages that build installers …')
  run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: packaging, shell: process.platform === 'win32' })
}
if (!process.env.IBKR_CONSOLE_BUILT) run(process.execPath, [join(root, 'scripts', 'build.mjs')], { cwd: root })
const builder = join(packaging, 'node_modules', 'electron-builder', 'cli.js')
const checkAddons = `-c.afterPack=${join(packaging, 'check-addons.mjs')}`
run(process.execPath, [builder, checkAddons, ...chooseSigning(process.env), ...process.argv.slice(2)], {
  cwd: process.cwd(),
})

function run(command, args, options) {
  const { status } = spawnSync(command, args, { ...options, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
