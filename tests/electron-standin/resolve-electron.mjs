// Resolves `import ... from 'electron'` in the built main process to the stand-in.
const url = new URL('./electron.cjs', import.meta.url).href

export async function resolve(specifier, context, next) {
  if (/^electron(\/(main|common))?$/.test(specifier)) return { url, format: 'commonjs', shortCircuit: true }
  return next(specifier, context)
}
