// Loaded with --require: shortens timers of exactly one minute to a tenth of a second, for both clients.
for (const name of ['setInterval', 'setTimeout']) {
  const timer = globalThis[name]
  globalThis[name] = (run, milliseconds, ...more) => timer(run, milliseconds === 60_000 ? 100 : milliseconds, ...more)
}
