const onApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

const words: Readonly<Record<string, string>> = {
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
}

/** A shortcut in tinykeys' notation as the presses a person reads: "$mod+k" → ["Ctrl K"], "g e" → ["G", "E"]. */
export function describeKeys(keys: string): readonly string[] {
  return keys.split(' ').map((press) =>
    press
      .split('+')
      .map((key) => words[key] ?? (key.length === 1 ? key.toUpperCase() : key))
      .join(onApple ? '' : ' '),
  )
}
