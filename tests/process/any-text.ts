import fc from 'fast-check'

/** Text of any code points. Creating this arbitrary takes 0.3 s, so tests share one. */
export const anyText = fc.string({ unit: 'binary' })
