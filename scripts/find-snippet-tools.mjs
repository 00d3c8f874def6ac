import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What runs the snippets of the explorer, and the package of Debian that brings it. */
const TOOLS = [
  ['/usr/bin/curl', 'curl'],
  ['/usr/bin/http', 'httpie'],
  ['/usr/lib/python3/dist-packages/requests', 'python3-requests'],
  ['/usr/lib/python3/dist-packages/cryptography', 'python3-cryptography'],
]
/** They are large, and their tests are long. */
const COMPILERS = [
  ['/usr/bin/go', 'golang-go'],
  ['/usr/bin/mcs', 'mono-mcs'],
  ['/usr/bin/mono', 'mono-runtime'],
  ['/usr/lib/mono/4.5/System.Net.Http.dll', 'libmono-system-net-http4.0-cil'],
]

/** Gets what is missing by apt where that is possible. Where it is not, the tests that need it are skipped and listed with the reason. */
export function offerSnippetTools({ compilers }) {
  const missing = [...TOOLS, ...(compilers ? COMPILERS : [])]
    .filter(([path]) => !existsSync(path))
    .map((tool) => tool[1])
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  console.log(`Not found: ${missing.join(', ')}; trying apt …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore', env })
    execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], { stdio: 'ignore', env })
  } catch {
    // Said by the list of what was skipped.
  }
}
