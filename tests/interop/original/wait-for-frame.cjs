/** Resolves to the first matching frame within ten seconds, then unsubscribes. */
function firstFrame(observable, wanted = () => true) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('No such frame within 10 s')), 10_000)
    const subscription = observable.subscribe({
      next: (frame) => {
        if (!wanted(frame)) return
        clearTimeout(timer)
        resolve(frame)
        setImmediate(() => subscription.unsubscribe())
      },
      error: reject,
    })
  })
}

/** Subscribes to a topic of the socket with one message, and unsubscribes with another. */
function topic(socket, subscribe, unsubscribe, name) {
  return socket.multiplex(
    () => subscribe,
    () => unsubscribe,
    (frame) => String(frame.topic).startsWith(name),
  )
}

module.exports = { firstFrame, topic }
