export const onApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** Returns the name of a pressed key. The key ⌫ of a Mac reports Backspace, and most of its keyboards have no Delete. */
export const pressedKey = (key: string): string => (onApple && key === 'Backspace' ? 'Delete' : key)

const KEY_LABELS: Readonly<Record<string, string>> = {
  $mod: onApple ? '⌘' : 'Ctrl',
  Shift: onApple ? '⇧' : 'Shift',
  Alt: onApple ? '⌥' : 'Alt',
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: onApple ? '⌫' : 'Del',
  Slash: '/',
  Plus: '+',
}

/** Returns the key labels for a shortcut in tinykeys notation: "$mod+k" → ["Ctrl K"], "g e" → ["G", "E"]. */
export function describeKeys(keys: string): readonly string[] {
  return keys.split(' ').map((press) =>
    press
      .split('+')
      .map((key) => KEY_LABELS[key] ?? (key.length === 1 ? key.toUpperCase() : key))
      .join(onApple ? '' : ' '),
  )
}
