const onApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

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
  Delete: 'Del',
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
