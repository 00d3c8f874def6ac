/** Compresses bytes with gzip. */
export const compress = (bytes: Uint8Array): Promise<Blob> =>
  through(new Blob([bytes as Uint8Array<ArrayBuffer>]), new CompressionStream('gzip')).blob()

export const decompress = async (compressed: Blob): Promise<Uint8Array> =>
  new Uint8Array(await through(compressed, new DecompressionStream('gzip')).arrayBuffer())

const through = (data: Blob, stream: CompressionStream | DecompressionStream): Response =>
  new Response(data.stream().pipeThrough(stream))
