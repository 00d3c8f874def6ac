/** `$mod+k` in tinykeys' notation → `CommandOrControl+K`. Undefined for what a menu cannot show: sequences, bare keys. */
export function acceleratorOf(keys: string | undefined): string | undefined {
  const match = /^\$mod\+((?:Shift\+|Alt\+)*)(\w+)$/.exec(keys ?? '')
  if (!match) return undefined
  const [, modifiers = '', key = ''] = match
  return `CommandOrControl+${modifiers}${key.length === 1 ? key.toUpperCase() : key}`
}
