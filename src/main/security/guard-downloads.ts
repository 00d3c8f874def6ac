import type { Session } from 'electron'

/** A page writes no file: what is saved goes through the host, after a dialog in which the person chose the place. */
export function guardDownloads(session: Pick<Session, 'on'>): void {
  session.on('will-download', (event) => event.preventDefault())
}
