const { transfer } = ArrayBuffer.prototype as { readonly transfer?: (this: ArrayBuffer, length: number) => ArrayBuffer }

/**
 * Gives the memory of a buffer back at once, where Node can (22 and later); it must not be used any more. Left to the
 * garbage collector, which sees only a small object, tens of megabytes would pile up. Small buffers share a pool
 * (https://nodejs.org/api/buffer.html#class-property-bufferpoolsize) and are left alone.
 */
export const freeBuffer = ({ buffer }: Buffer): void => {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) transfer?.call(buffer, 0)
}
