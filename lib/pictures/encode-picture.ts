import sharp from 'sharp'
import { AppError } from '@/lib/errors'

/** The width and the height of a stored picture. */
export const PICTURE_SIZE = 256

export const MAX_PICTURE_MB = 5

const MAX_PIXELS = 40_000_000

const SECONDS = 10

// Otherwise libvips keeps the memory of large pictures, and one takes all processors.
sharp.cache(false)
sharp.concurrency(1)

/**
 * Returns the middle of a PNG, JPEG, WebP or GIF as a square WebP, without metadata. Throws `invalid` on
 * `picture` for other files, whatever their name.
 */
export async function encodePicture(bytes: Uint8Array): Promise<Buffer> {
  if (bytes.length > MAX_PICTURE_MB * 1024 * 1024) {
    throw invalid(`Use a picture of at most ${MAX_PICTURE_MB} MB.`)
  }
  if (!hasAllowedType(bytes)) throw invalid('Use a PNG, JPEG, WebP or GIF picture.')
  try {
    return await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .timeout({ seconds: SECONDS })
      .autoOrient()
      .resize(PICTURE_SIZE, PICTURE_SIZE, { fit: 'cover' })
      .flatten({ background: '#ffffff' })
      .webp({ quality: 82 })
      .toBuffer()
  } catch (error) {
    const isHuge = /pixel limit/.test(String(error))
    throw invalid(
      isHuge
        ? `Use a picture of at most ${MAX_PIXELS / 1_000_000} megapixels.`
        : 'This picture cannot be read. Try another file.',
    )
  }
}

const SIGNATURES = ['\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'GIF87a', 'GIF89a']

// So that libvips never gets a file for its loaders of SVG, PDF and other formats.
function hasAllowedType(bytes: Uint8Array) {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  const isWebp = start.startsWith('RIFF') && start.endsWith('WEBP')
  return isWebp || SIGNATURES.some((signature) => start.startsWith(signature))
}

const invalid = (message: string) => new AppError('invalid', message, 'picture')
