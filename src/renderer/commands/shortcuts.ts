import { createKeybindingsHandler } from 'tinykeys'
import { type Command, isAvailable } from './command.ts'

/** Time in which the second key of a shortcut must follow, in ms; long, for slow typing and for a busy window. */
const SEQUENCE_MS = 2_000

/** Binds the shortcuts of commands to the window. Returns the release. */
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
      const command = candidates.find(isAvailable)
      if (!command) return
      event.preventDefault()
      command.run()
    }
  }
  const stops = [listen(always, isUsed), listen(unlessTyping, (event) => isUsed(event) || isTyping(event))]
  return () => {
    for (const stop of stops) stop()
  }
}

/**
 * Creates a new handler after each shortcut: tinykeys keeps waiting for the second key of other sequences, and would take the first key
 * of the next shortcut for it.
 */
function listen(
  bindings: Readonly<Record<string, (event: KeyboardEvent) => void>>,
  ignore: (event: KeyboardEvent) => boolean,
) {
  const createHandler = () => createKeybindingsHandler(actions, { ignore, timeout: SEQUENCE_MS })
  const actions = Object.fromEntries(
    Object.entries(bindings).map(([keys, run]) => [
      keys,
      (event: KeyboardEvent) => {
        handle = createHandler()
        run(event)
      },
    ]),
  )
  let handle = createHandler()
  const onKeyDown = (event: KeyboardEvent): void => handle(event)
  window.addEventListener('keydown', onKeyDown)
  return () => window.removeEventListener('keydown', onKeyDown)
}

/** Some keyboards need Shift for a punctuation mark, others do not. */
const bindingOf = (keys: string): string => (/^[?/]$/.test(keys) ? `[Shift]+${keys}` : keys)

export const isDialogOpen = (): boolean => document.querySelector('.dialog') !== null

/**
 * Open dialogs and menus receive all keys; a widget that used a key has prevented its default. A held key runs a command once: Escape
 * that closes a dialog must not also close what is behind it.
 */
const isUsed = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  event.repeat ||
  event.isComposing ||
  isDialogOpen() ||
  document.querySelector('.popover, [role="menu"]') !== null

function isTyping({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input:not([type="radio"], [type="checkbox"]), textarea')
}
