/** Returns a number between −1 and 1 that depends only on the three arguments. */
export function calculatePriceNoise(conid: number, octave: number, place: number): number {
  let mixed = Math.imul(conid ^ Math.imul(octave + 1, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(place | 0, 0xc2b2ae35)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2147483648 - 1
}
