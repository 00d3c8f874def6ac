import { createKeybindingsHandler } from 'tinykeys'
import { onApple } from '../ui/describe-keys.ts'
import { type Command, isAvailable } from './command.ts'

/** Maximum time between the two keys of a shortcut, in ms. */
const SEQUENCE_MS = 2_000

/** Binds the command shortcuts to the window. Returns a function that unbinds them. */
export function bindShortcuts(commands: readonly Command[]): () => void {
  const byKeys = new Map<string, Command[]>()
  for (const command of commands) {
    if (command.keys !== undefined) byKeys.set(command.keys, [...(byKeys.get(command.keys) ?? []), command])
  }
  const always: Record<string, (event: KeyboardEvent) => void> = {}
  const unlessTyping: Record<string, (event: KeyboardEvent) => void> = {}
  const anywhere: Record<string, (event: KeyboardEvent) => void> = {}
  for (const [keys, candidates] of byKeys) {
    const isGlobal = keys.startsWith('$mod') || keys === 'Escape'
    const map = candidates.some((command) => command.anywhere) ? anywhere : isGlobal ? always : unlessTyping
    for (const binding of bindingsOf(keys))
      map[binding] = (event) => {
        const command = candidates.find(isAvailable)
        if (!command) return
        event.preventDefault()
        command.run()
      }
  }
  const stops = [
    listen(always, isUsed),
    listen(unlessTyping, (event) => isUsed(event) || isTyping(event)),
    // Runs before any widget can stop the event. A held key does not repeat the command.
    listen(anywhere, (event) => event.repeat, true),
    listen({ Escape: leaveField }, isUsed),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/**
 * Listens for the keys. A new handler after each shortcut drops half-finished sequences, which would consume the next
 * key.
 */
function listen(
  bindings: Readonly<Record<string, (event: KeyboardEvent) => void>>,
  ignore: (event: KeyboardEvent) => boolean,
  capture = false,
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
  window.addEventListener('keydown', onKeyDown, { capture })
  return () => window.removeEventListener('keydown', onKeyDown, { capture })
}

/** Leaves a text field at Escape, unless a command of the view used the key. The next shortcut is then no text. */
function leaveField(event: KeyboardEvent): void {
  if (isTyping(event)) (event.target as HTMLElement).blur()
}

/**
 * Returns the tinykeys bindings of a shortcut. Shift is optional for punctuation marks, which need Shift on some
 * keyboard layouts. On a Mac, ⌫ does the same as Delete.
 */
export function bindingsOf(keys: string, isApple = onApple): readonly string[] {
  if (/^[?/]$/.test(keys)) return [`[Shift]+${keys}`]
  return isApple && keys.endsWith('Delete') ? [keys, keys.replace('Delete', 'Backspace')] : [keys]
}

export const isDialogOpen = (): boolean => document.querySelector('.dialog') !== null

/** Reports whether a dialog, menu or widget handles the key. A held key counts as handled. */
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
