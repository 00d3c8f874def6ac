import { join } from 'node:path'
import { systemClock } from '../host/clock.ts'
import { createHost } from '../host/create-host.ts'
import { HomeError, locateHome, prepareHome } from '../host/storage/home.ts'
import { lockHome } from '../host/storage/lock-home.ts'
import { type HolderGreeting, takenWords } from '../host/storage/taken-words.ts'
import { PortError, startWeb } from '../web/start-web.ts'
import { HELP } from './help.ts'
import { openInBrowser } from './open-in-browser.ts'
import type { Terminal } from './run.ts'
import { parseStartFlags } from './start-flags.ts'
import { startPractice } from './start-practice.ts'
import { untilStopped } from './until-stopped.ts'

/** Opens the console and stays until it is told to stop. */
export async function startCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const flags = parseStartFlags(args)
  const say = (text: string): void => void terminal.stderr.write(`${text}\n`)
  if (flags.help) {
    terminal.stdout.write(HELP)
    return 0
  }
  try {
    return await openConsole(flags, terminal, say)
  } catch (error) {
    if (!(error instanceof HomeError || error instanceof PortError)) throw error
    say(`ibkr-console: ${error.message}`)
    return 1
  }
}

async function openConsole(
  flags: ReturnType<typeof parseStartFlags>,
  terminal: Terminal,
  say: (text: string) => void,
): Promise<number> {
  const home = locateHome(flags.home, terminal.env, process.platform)
  prepareHome(home)
  let freshUrl = (): string => ''
  const lock = await lockHome(home, () =>
    JSON.stringify({ pid: process.pid, url: freshUrl() } satisfies HolderGreeting),
  )
  if (lock.kind === 'taken') {
    say(`ibkr-console: ${takenWords(home, lock.greeting).words}`)
    return 1
  }
  const stopped = untilStopped()
  const host = createHost({ home, version: terminal.version, kind: 'browser', startPractice, clock: systemClock })
  const connecting = host.connect()
  try {
    const rendererFolder = join(terminal.packageFolder, 'out', 'renderer')
    const web = await startWeb({
      port: flags.port,
      rendererFolder,
      now: systemClock.now,
      onWindow: (transport) => host.attach(transport),
    })
    freshUrl = web.freshUrl
    for (const notice of host.notices) say(notice)
    say(
      flags.host === 'browser'
        ? 'Browser mode, as asked.'
        : 'Browser mode: the desktop window comes with a later version.',
    )
    const url = web.freshUrl()
    terminal.stdout.write(`${url}\n`)
    if (flags.open) await openInBrowser(url, say)
    stopped.onKey('u', () => void terminal.stdout.write(`${web.freshUrl()}\n`))
    if (terminal.stdin.isTTY) say('This address works once. Press u and Enter for another, Ctrl-C to stop.')
    await stopped.promise
    await web.close()
  } finally {
    stopped.release()
    await connecting
    await host.close()
    await lock.release()
  }
  return 0
}
