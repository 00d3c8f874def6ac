/** How a desktop program ended before its window was there. */
export interface Death {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** The end of what it said on stderr. */
  readonly words: string
  /** It was ended because no window came. */
  readonly late: boolean
}

/** Reason and remedy in one line. The sandbox is never switched off: where it cannot be had, browser mode is the way. */
export function explainDeath({ code, signal, words, late }: Death): string {
  if (/Running as root without --no-sandbox/.test(words)) {
    return "Electron's sandbox does not run as root. Start the console as an ordinary user to get the window."
  }
  if (/SUID sandbox|No usable sandbox|namespace sandbox|apparmor_restrict_unprivileged_userns/i.test(words)) {
    return "this system forbids Electron's sandbox. Allow unprivileged user namespaces (on Ubuntu 24.04: an AppArmor profile for the executable), or make chrome-sandbox beside it owned by root with mode 4755."
  }
  if (/Missing X server|Unable to open X display|Failed to (open|connect to) Wayland/i.test(words)) {
    return 'no display could be opened. Start it from a terminal on the desktop, or check DISPLAY.'
  }
  const library = /error while loading shared libraries: (\S+?):/.exec(words)?.[1]
  if (library) return `Electron needs the library ${library}, which is not installed. Install it to get the window.`
  if (late) return 'Electron opened no window within a minute. Try "ibkr-console start --electron" to see more.'
  const how = signal ? `by ${signal}` : `with code ${code}`
  return `Electron ended ${how} before its window was there. The log in the user data folder may say more.`
}
