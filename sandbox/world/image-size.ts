export type Size = { readonly width: number; readonly height: number }

const unknownSize: Size = { width: 0, height: 0 }

/** The size of a PNG, GIF or JPEG from its header; zeros for anything else. */
export function imageSize(bytes: Uint8Array): Size {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 24) return unknownSize
  if (view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) }
  if (view.getUint32(0) === 0x47494638)
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
  if (view.getUint16(0) === 0xffd8) return jpegSize(view)
  return unknownSize
}

/** What VK's photo server takes. */
export function isImage(bytes: Uint8Array): boolean {
  return imageSize(bytes).width > 0
}

/** Walks the segments to the frame header (SOF0–SOF15 but DHT, JPG and DAC). */
function jpegSize(view: DataView): Size {
  let offset = 2
  while (offset + 9 <= view.byteLength) {
    const marker = view.getUint16(offset)
    const isFrame =
      marker >= 0xffc0 && marker <= 0xffcf && marker !== 0xffc4 && marker !== 0xffc8 && marker !== 0xffcc
    if (isFrame) return { height: view.getUint16(offset + 5), width: view.getUint16(offset + 7) }
    if (marker < 0xff00) return unknownSize
    offset += 2 + view.getUint16(offset + 2)
  }
  return unknownSize
}
