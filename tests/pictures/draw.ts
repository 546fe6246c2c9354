import sharp from 'sharp'

type Format = 'png' | 'jpeg' | 'webp' | 'gif' | 'tiff'

/** A picture of one color. */
export function draw(
  format: Format = 'png',
  { width = 300, height = 200, color = '#ff0000' } = {},
): Promise<Buffer> {
  return sharp({
    create: { width, height, channels: 3, background: color },
    limitInputPixels: false,
  })
    .toFormat(format)
    .toBuffer()
}

/** The color at a point, such as `#ff0000`. */
export async function colorOf(bytes: Uint8Array, { left = 128, top = 128 } = {}): Promise<string> {
  const pixel = await sharp(bytes)
    .extract({ left, top, width: 1, height: 1 })
    .removeAlpha()
    .raw()
    .toBuffer()
  return `#${pixel.toString('hex')}`
}
