import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const PROGRAMS = ['/usr/bin/dbus-daemon', '/usr/bin/dbus-send', '/usr/bin/gnome-keyring-daemon']

/** Whether a real Secret Service can be started for tests of the keychain. */
export function hasSecretService() {
  return PROGRAMS.every((program) => existsSync(program))
}

/** Gets one by apt where that is possible. Where it is not, the tests that need it are skipped and listed with the reason. */
export function offerSecretService() {
  if (hasSecretService() || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  console.log('No Secret Service found; trying apt …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore', env })
    const packages = ['gnome-keyring', 'dbus']
    execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { stdio: 'ignore', env })
  } catch {
    // Said by the list of what was skipped.
  }
}
