import fc from 'fast-check'

/** Generates strings of arbitrary code points. Creating this generator takes 0.3 s, so tests share it. */
export const anyText = fc.string({ unit: 'binary' })
