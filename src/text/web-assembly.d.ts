/** What Node offers of WebAssembly as far as it is used here; TypeScript describes it for browsers only. */
declare namespace WebAssembly {
  const Module: new (bytes: Uint8Array) => object
  class Memory {
    /** Pages of 65,536 bytes; they are zero and cost nothing until they are written. */
    constructor(size: { readonly initial: number })
    readonly buffer: ArrayBuffer
  }
  class Instance {
    constructor(module: object, imports: { readonly env: { readonly memory: Memory } })
    readonly exports: Readonly<Record<string, (...values: readonly number[]) => void>>
  }
}
