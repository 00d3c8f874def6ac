// npm run docs: builds the documentation site in site/out/site. With --serve: also builds it if it is missing, and
// serves it on loopback. With --port N: uses this port, or any free port with 0.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'
import { writePages } from './docs/write-pages.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
const out = 'site/out'
const built = join(out, 'site')

if (!process.argv.includes('--serve') || !existsSync(join(built, 'index.html'))) await build()
if (process.argv.includes('--serve')) {
  const port = Number(process.argv[process.argv.indexOf('--port') + 1]) || 0
  const { module } = await runnerImport('scripts/docs/serve-site.ts')
  const { address } = await module.serveSite(built, process.argv.includes('--port') ? port : 4173)
  console.log(address)
}

async function build() {
  installTools()
  rmSync(out, { recursive: true, force: true })
  mkdirSync(join(out, 'pages'), { recursive: true })
  run(['reference.mjs'])
  const sidebars = await writePages(join(out, 'pages'), JSON.parse(readFileSync(join(out, 'reference.json'), 'utf8')))
  writeFileSync(join(out, 'sidebar.json'), JSON.stringify(sidebars))
  run(['node_modules/vitepress/bin/vitepress.js', 'build'])
  const { module } = await runnerImport('scripts/docs/broken-links.ts')
  const broken = module.findBrokenLinks(built)
  if (broken.length > 0) {
    console.error(`Broken links:\n${broken.join('\n')}`)
    process.exit(1)
  }
  console.log(`The site is in ${built}. npm run docs:serve shows it.`)
}

/** Installs the tools in a separate folder with its own lock file, so that `npm ci` does not install them. */
function installTools() {
  const installed = 'site/node_modules/.package-lock.json'
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync('site/package-lock.json').mtimeMs) return
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: 'site',
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error('The tools in site/ could not be installed.')
}

/** Runs a tool in `site`. A warning in its output ends the build, as an error does. */
function run(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: 'site', encoding: 'utf8' })
  const output = stdout + stderr
  if (status === 0 && !/\bwarn(ing)?\b/i.test(output)) return
  console.error(output)
  console.error(`${args[0]} ${status === 0 ? 'reported a warning' : 'failed'}.`)
  process.exit(1)
}
