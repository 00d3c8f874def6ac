// Loaded with --require: a timer of exactly one minute takes a tenth of a second, for both clients. Nothing else is touched.
for (const name of ['setInterval', 'setTimeout']) {
  const timer = globalThis[name]
  globalThis[name] = (run, milliseconds, ...more) => timer(run, milliseconds === 60_000 ? 100 : milliseconds, ...more)
}
