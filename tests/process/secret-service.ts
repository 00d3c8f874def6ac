import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { startUnresponsiveBusName } from './unresponsive-bus-name.ts'

const run = promisify(execFile)

/*
 * Real Secret Service without a desktop. It has its own message bus and home folder, and no user who answers prompts.
 */

export const SECRET_SERVICE_MISSING_REASON =
  'no gnome-keyring and dbus here: the keychain was tested with a stand-in only (Debian: apt-get install gnome-keyring dbus)'

export function hasSecretService(): boolean {
  return ['/usr/bin/dbus-daemon', '/usr/bin/dbus-send', '/usr/bin/gnome-keyring-daemon'].every((program) =>
    existsSync(program),
  )
}

export interface SecretService {
  /** Environment variables for a program that uses the service. */
  readonly env: Readonly<Record<string, string>>
  /** Restarts the daemon. Without the password, its keyring is locked. */
  restart(state: 'unlocked' | 'locked'): Promise<void>
  /** Leaves all further password prompts unanswered. */
  ignorePrompts(): Promise<void>
  /** Stops the daemon's process with SIGSTOP, so that calls hang. */
  freeze(): void
  stop(): Promise<void>
}

/** Starts an unlocked service, which stores its keyring in `folder`. */
export async function startSecretService(folder: string): Promise<SecretService> {
  for (const name of ['data', 'run']) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 })
  const bus = spawn(
    'dbus-daemon',
    ['--session', '--nofork', '--print-address', `--address=unix:path=${join(folder, 'bus')}`],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const [address] = (await once(bus.stdout, 'data')) as [Buffer]
  const env = {
    DBUS_SESSION_BUS_ADDRESS: address.toString().trim(),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
  }
  let keyring: ChildProcess | undefined
  let endPrompter = (): void => undefined
  const start = async (state: 'unlocked' | 'locked'): Promise<void> => {
    const unlock = state === 'unlocked' ? ['--unlock'] : []
    const child = spawn('gnome-keyring-daemon', ['--foreground', '--components=secrets', ...unlock], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    keyring = child
    child.stdin.end(state === 'unlocked' ? 'a password' : '')
    await untilOwned(env, 'org.freedesktop.secrets')
  }
  await start('unlocked')
  return {
    env,
    async restart(state) {
      await ended(keyring)
      await start(state)
    },
    async ignorePrompts() {
      // Takes over the bus name of the program that shows password prompts.
      const name = 'org.gnome.keyring.SystemPrompter'
      endPrompter = await startUnresponsiveBusName(join(folder, 'bus'), name)
      await untilOwned(env, name)
    },
    freeze: () => void keyring?.kill('SIGSTOP'),
    async stop() {
      endPrompter()
      await ended(keyring)
      await ended(bus)
    },
  }
}

const ASK = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus']

async function untilOwned(env: Readonly<Record<string, string>>, name: string): Promise<void> {
  const method = ['org.freedesktop.DBus.NameHasOwner', `string:${name}`]
  for (const end = Date.now() + 30_000; Date.now() < end; await wait(20)) {
    const { stdout } = await run('dbus-send', [...ASK, ...method], { env: { ...process.env, ...env } })
    if (stdout.includes('true')) return
  }
  throw new Error(`Nobody owns ${name} on the bus.`)
}

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  // A stopped process receives SIGTERM only after SIGCONT.
  child.kill('SIGCONT')
  await gone
}
