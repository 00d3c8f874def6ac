/** Opens the address in the user's browser where there is a desktop; elsewhere the printed address has to do. */
export async function openInBrowser(url: string, say: (text: string) => void): Promise<void> {
  const { platform, env } = process
  const desktop = platform === 'darwin' || platform === 'win32' || env['DISPLAY'] || env['WAYLAND_DISPLAY']
  if (!desktop) {
    say('No desktop here: open the address in a browser of this machine, or through an SSH tunnel to its port.')
    return
  }
  try {
    const { default: open } = await import('open')
    const child = await open(url)
    child.on('error', () => say('No browser could be opened: open the address yourself.'))
    child.unref()
  } catch {
    say('No browser could be opened: open the address yourself.')
  }
}
