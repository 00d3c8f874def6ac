// Loaded into the main process of the desktop program with -r. Reports on the ipc channel when the window draws the
// state of an authenticated session. Polling from outside, as Playwright does, would slow the start down.
const { app } = require('electron')

app.once('web-contents-created', (_event, contents) => {
  contents.once('did-navigate', async () => {
    const at = await contents.executeJavaScript(`new Promise((resolve) => {
      const check = () => {
        if (!document.querySelector('[aria-label="Session: Authenticated"]')) return
        observer.disconnect()
        requestAnimationFrame(() => resolve(Date.now()))
      }
      const observer = new MutationObserver(check)
      observer.observe(document, { subtree: true, childList: true, attributes: true })
      check()
    })`)
    process.send({ kind: 'authenticated', at })
  })
})
