import fc from 'fast-check'

/** Generates any code point except surrogates, which are valid only in pairs. */
const codePoint = fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))

/**
 * Generates strings of arbitrary code points, or of ASCII and names such as `__proto__`. Equals `fc.string({ unit:
 * 'binary' })`, which takes 0.7 s in each process to index all code points.
 */
export const arbitraryText = fc.oneof(
  { arbitrary: fc.array(codePoint).map((points) => String.fromCodePoint(...points)), weight: 4 },
  { arbitrary: fc.string(), weight: 1 },
)
