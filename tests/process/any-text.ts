import fc from 'fast-check'

/** Any code point except surrogates, which are only valid in pairs. */
const codePoint = fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))

/**
 * Text of any code points, or ASCII and names such as `__proto__`. The same as `fc.string({ unit: 'binary' })`, which
 * takes 0.7 s in each process to index all code points.
 */
export const anyText = fc.oneof(
  { arbitrary: fc.array(codePoint).map((points) => String.fromCodePoint(...points)), weight: 4 },
  { arbitrary: fc.string(), weight: 1 },
)
