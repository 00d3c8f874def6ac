import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Programs that some tests need, with the Debian package of each: a Secret Service, and the programs that run the
 * explorer's snippets.
 */
const TOOLS = [
  ['/usr/bin/dbus-daemon', 'dbus'],
  ['/usr/bin/dbus-send', 'dbus'],
  ['/usr/bin/gnome-keyring-daemon', 'gnome-keyring'],
  ['/usr/bin/curl', 'curl'],
  ['/usr/bin/http', 'httpie'],
  ['/usr/lib/python3/dist-packages/requests', 'python3-requests'],
  ['/usr/lib/python3/dist-packages/cryptography', 'python3-cryptography'],
]
/** Compilers, browsers and other large programs that only the long run needs, with their Debian packages. */
const LARGE_TOOLS = [
  ['/usr/bin/firefox-esr', 'firefox-esr'],
  ['/usr/bin/WebKitWebDriver', 'webkit2gtk-driver'],
  ['/usr/bin/Xvfb', 'xvfb'],
  ['/usr/bin/pytest-3', 'python3-pytest'],
  ['/usr/bin/go', 'golang-go'],
  ['/usr/bin/mcs', 'mono-mcs'],
  ['/usr/bin/mono', 'mono-runtime'],
  ['/usr/lib/mono/4.5/System.Net.Http.dll', 'libmono-system-net-http4.0-cil'],
]

/** Folder of the npm packages that only the long run needs. It has its own lock file. */
const RELEASE_CHECKS = fileURLToPath(new URL('../release-checks', import.meta.url))

/** Returns the path of a file in a package of the long run. */
export const findReleaseTool = (path) => join(RELEASE_CHECKS, 'node_modules', path)

/** Returns the path of Bun. Its installation script moves it from the package of the platform, if npm runs scripts. */
export function findBun() {
  const folder = findReleaseTool('@oven')
  const name = process.platform === 'win32' ? 'bun.exe' : 'bun'
  const unmoved = readdirSync(folder).map((platform) => join(folder, platform, 'bin', name))
  return unmoved.find((path) => existsSync(path)) ?? findReleaseTool('bun/bin/bun.exe')
}

/** Installs the packages of the long run, unless they are installed as their lock file states. */
export function installReleaseChecks() {
  const installed = findReleaseTool('.package-lock.json')
  const lock = join(RELEASE_CHECKS, 'package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: RELEASE_CHECKS, stdio: 'pipe' })
}

/** Time limit in ms for each call of apt. */
const INSTALL_MS = 300_000
/** Options with which apt fails quickly if its servers are unreachable. */
const OFFLINE = ['-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=15', '-o', 'Acquire::https::Timeout=15']

/** Installs missing programs with apt. Without apt, tests that need them are skipped and listed with the reason. */
export function installTestTools({ large }) {
  const missing = [...TOOLS, ...(large ? LARGE_TOOLS : [])].filter(([path]) => !existsSync(path))
  if (missing.length > 0) installPackages([...new Set(missing.map(([, name]) => name))])
}

/**
 * Installs Debian packages as root. Does nothing without apt, and ignores failures. `update`: whether to load apt's
 * lists first.
 */
export function installPackages(names, { update = true } = {}) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  console.log(`Not found: ${names.join(', ')}; trying apt …`)
  const options = { stdio: 'ignore', timeout: INSTALL_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  try {
    if (update) execFileSync('apt-get', [...OFFLINE, 'update', '-q'], options)
    execFileSync('apt-get', [...OFFLINE, 'install', '-y', '-q', '--no-install-recommends', ...names], options)
  } catch {
    // The caller reports which programs are still missing.
  }
}

/** Reports whether apt's lists on this machine contain a package. Needs no network. */
export function isKnownToApt(name) {
  const { stdout } = spawnSync('apt-cache', ['policy', name], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  return /Candidate: (?!\(none\))/.test(stdout ?? '')
}
