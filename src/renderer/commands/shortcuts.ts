import { createKeybindingsHandler } from 'tinykeys'
import type { Command } from './command.ts'

/** Ms in which the second key of a shortcut has to follow: two seconds, for slow hands and for a window that is busy. */
const BETWEEN_KEYS_MS = 2_000

/** Binds the shortcuts of a table to the window. Returns their release. */
export function bindShortcuts(commands: readonly Command[]): () => void {
  const byKeys = new Map<string, Command[]>()
  for (const command of commands) {
    if (command.keys !== undefined) byKeys.set(command.keys, [...(byKeys.get(command.keys) ?? []), command])
  }
  const always: Record<string, (event: KeyboardEvent) => void> = {}
  const unlessTyping: Record<string, (event: KeyboardEvent) => void> = {}
  for (const [keys, candidates] of byKeys) {
    const map = keys.startsWith('$mod') || keys === 'Escape' ? always : unlessTyping
    map[bindingOf(keys)] = (event) => {
      const command = candidates.find((each) => each.available?.() ?? true)
      if (!command) return
      event.preventDefault()
      command.run()
    }
  }
  const stops = [listen(always, isTaken), listen(unlessTyping, (event) => isTaken(event) || isTyping(event))]
  return () => {
    for (const stop of stops) stop()
  }
}

/**
 * Each shortcut that is hit begins anew: tinykeys goes on waiting for the second key of the other sequences, and would take the first
 * key of the next one for that.
 */
function listen(
  bindings: Readonly<Record<string, (event: KeyboardEvent) => void>>,
  ignore: (event: KeyboardEvent) => boolean,
) {
  const begin = () => createKeybindingsHandler(hits, { ignore, timeout: BETWEEN_KEYS_MS })
  const hits = Object.fromEntries(
    Object.entries(bindings).map(([keys, run]) => [
      keys,
      (event: KeyboardEvent) => {
        handle = begin()
        run(event)
      },
    ]),
  )
  let handle = begin()
  const onKeyDown = (event: KeyboardEvent): void => handle(event)
  window.addEventListener('keydown', onKeyDown)
  return () => window.removeEventListener('keydown', onKeyDown)
}

/** A punctuation mark may need Shift on one keyboard and not on the next. */
const bindingOf = (keys: string): string => (/^[?/]$/.test(keys) ? `[Shift]+${keys}` : keys)

/** An open dialog or menu owns the keyboard; a widget that used the key says so by preventing its default. */
function isTaken(event: KeyboardEvent): boolean {
  return (
    event.defaultPrevented || event.isComposing || document.querySelector('.dialog, .popover, [role="menu"]') !== null
  )
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input:not([type="radio"], [type="checkbox"]), textarea')
}
