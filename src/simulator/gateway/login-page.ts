import { type Answer, empty, html, text } from '../http/answer.ts'

const loginPath = '/sso/Login'

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Simulated gateway login</title>
<style>body{font:16px system-ui;margin:15vh auto;max-width:28rem;text-align:center}button{font:inherit;padding:.6rem 2rem}</style></head>
<body>
<h1>Simulated gateway</h1>
<p>No account and no password are needed: this is the simulator of IBKR Console. Nothing leaves this machine.</p>
<form method="post" action="${loginPath}"><button type="submit">Log in</button></form>
</body>
</html>`

/** The way to the login page. */
export function loginRedirect(): Answer {
  return { ...empty(302), headers: { location: `${loginPath}?forwardTo=22&RL=1&ip2loc=US` } }
}

/** The browser login of the gateway; undefined for a path that is none of its pages. `logIn` is run by the button. */
export function loginPage(method: string, path: string, logIn: () => void): Answer | undefined {
  if (method === 'GET' && path === '/') return loginRedirect()
  if (path !== loginPath) return undefined
  if (method === 'GET') return html(page)
  if (method !== 'POST') return undefined
  logIn()
  // Tools that watch the login look for exactly this text.
  return text('Client login succeeds')
}
