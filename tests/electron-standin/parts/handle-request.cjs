const { handlerOf, toElectron } = require('./schemes.cjs')

/**
 * Handles one request of a page: lets the app decide about navigations, serves the app's own schemes, and allows all
 * other requests.
 */
exports.handleRequest = async (contents, paused) => {
  try {
    await respond(contents, paused)
  } catch (error) {
    // The page was closed in the meantime, or the app's handler failed. As in Electron, the request then fails.
    await contents
      .cdp('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' })
      .catch(() => undefined)
    if (!contents.isDestroyed()) console.error('stand-in:', error)
  }
}

async function respond(contents, { requestId, request, resourceType, frameId }) {
  const url = toElectron(request.url)
  if (resourceType === 'Document' && !mayNavigate(contents, url, frameId)) {
    await contents.cdp('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
    return
  }
  const handler = handlerOf(request.url)
  if (!handler) {
    await contents.cdp('Fetch.continueRequest', { requestId })
    return
  }
  const response = await handler(new Request(url, { method: request.method, headers: request.headers }))
  await contents.cdp('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  })
}

/**
 * Reports whether a navigation is allowed. The program's own navigations are always allowed; the app decides about
 * navigations of a page.
 */
function mayNavigate(contents, url, frameId) {
  // The main frame of a target has the target's id.
  const isMainFrame = frameId === contents.targetId
  if (isMainFrame && contents.ownLoad) {
    contents.ownLoad = false
    return true
  }
  const event = {
    url,
    isMainFrame,
    isSameDocument: false,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
  contents.emit('will-frame-navigate', event)
  if (isMainFrame && !event.defaultPrevented) contents.emit('will-navigate', event, url)
  return !event.defaultPrevented
}
