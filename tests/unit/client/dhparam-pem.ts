/** Returns the PEM of `SEQUENCE { prime INTEGER, generator INTEGER }`, as `openssl dhparam` writes it. */
export function dhparamPem(
  primeHex: string,
  options: { readonly generator?: number; readonly signed?: boolean; readonly tail?: string } = {},
): string {
  const length = (count: number): Buffer =>
    count < 0x80 ? Buffer.of(count) : count < 0x100 ? Buffer.of(0x81, count) : Buffer.of(0x82, count >> 8, count & 0xff)
  const integer = (bytes: Buffer): Buffer => {
    // In DER, a number with its top bit set is negative unless a byte 00 precedes it.
    const signed = (bytes[0] ?? 0) >= 0x80 && options.signed !== false ? Buffer.concat([Buffer.of(0), bytes]) : bytes
    return Buffer.concat([Buffer.of(2), length(signed.length), signed])
  }
  const content = Buffer.concat([integer(Buffer.from(primeHex, 'hex')), integer(Buffer.of(options.generator ?? 2))])
  const tail = Buffer.from(options.tail ?? '', 'base64')
  const base64 = Buffer.concat([Buffer.of(0x30), length(content.length), content, tail]).toString('base64')
  return `-----BEGIN DH PARAMETERS-----\n${base64.replace(/(.{64})(?=.)/g, '$1\n')}\n-----END DH PARAMETERS-----\n`
}
