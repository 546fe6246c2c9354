import sharp from 'sharp'
import { expect, test } from 'vitest'
import { encodePicture } from '@/lib/pictures/encode-picture'
import { colorOf, draw } from './draw'

const refusal = (message: string) => ({ code: 'invalid', field: 'picture', message })
const WRONG_TYPE = refusal('Use a PNG, JPEG, WebP or GIF picture.')
const UNREADABLE = refusal('This picture cannot be read. Try another file.')

// WebP changes colors a little.
const RED = /^#f[a-f\d]0[0-4]0[0-4]$/
const BLUE = /^#0[0-4]0[0-4]f[a-f\d]$/

test.each(['png', 'jpeg', 'webp', 'gif'] as const)('a %s becomes a square WebP', async (format) => {
  const picture = await encodePicture(await draw(format))

  const stored = { format: 'webp', width: 256, height: 256, hasAlpha: false }
  expect(await sharp(picture).metadata()).toMatchObject(stored)
  expect(await colorOf(picture)).toMatch(RED)
})

test('metadata is stripped, and a turned photo is upright', async () => {
  const blue = await draw('png', { width: 300, height: 300, color: '#0000ff' })
  const photo = await sharp(await draw('png', { width: 600, height: 300 }))
    .composite([{ input: blue, left: 300, top: 0 }])
    .withExif({ IFD0: { Copyright: 'Ann' }, IFD3: { GPSLatitude: '52/1 31/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  expect(photo.includes('Exif')).toBe(true)

  const picture = await encodePicture(photo)

  const { exif, icc, xmp, orientation } = await sharp(picture).metadata()
  expect({ exif, icc, xmp, orientation }).toEqual({})
  // After a quarter turn, the right half of the photo is below.
  expect(await colorOf(picture, { left: 128, top: 20 })).toMatch(RED)
  expect(await colorOf(picture, { left: 128, top: 235 })).toMatch(BLUE)
})

test('an animation becomes its first frame, and transparent parts become white', async () => {
  const frames = [await draw('png'), await draw('png', { color: '#0000ff' })]
  const animation = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer()
  expect((await sharp(animation).metadata()).pages).toBe(2)

  const picture = await encodePicture(animation)

  expect((await sharp(picture).metadata()).pages).toBeUndefined()
  expect(await colorOf(picture)).toMatch(RED)
  const clear = { width: 9, height: 9, channels: 4, background: '#00000000' } as const
  const nothing = await sharp({ create: clear }).png().toBuffer()
  expect(await colorOf(await encodePicture(nothing))).toBe('#ffffff')
})

test('the type is that of the content', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>'
  for (const text of [svg, `<?xml version="1.0"?>${svg}`, '%PDF-1.7', 'GIF', 'hello', '']) {
    await expect(encodePicture(Buffer.from(text))).rejects.toMatchObject(WRONG_TYPE)
  }
  await expect(encodePicture(await draw('tiff'))).rejects.toMatchObject(WRONG_TYPE)
})

test('a broken picture is refused', async () => {
  const png = await draw('png', { width: 600, height: 600 })
  const jpeg = await draw('jpeg', { width: 600, height: 600 })
  const start = png.subarray(0, 8)
  const broken = [start, Buffer.concat([start, Buffer.alloc(900)]), png.subarray(0, png.length / 2)]
  for (const bytes of [...broken, jpeg.subarray(0, jpeg.length / 2)]) {
    await expect(encodePicture(bytes)).rejects.toMatchObject(UNREADABLE)
  }
})

test('a file above 5 MB, and a small file with more than 40 megapixels, are refused', async () => {
  const padded = Buffer.concat([await draw(), Buffer.alloc(5 * 1024 * 1024)])
  const tooLarge = refusal('Use a picture of at most 5 MB.')
  await expect(encodePicture(padded)).rejects.toMatchObject(tooLarge)

  const bomb = await draw('png', { width: 7000, height: 6000 })
  expect(bomb.length).toBeLessThan(1024 * 1024)
  const tooManyPixels = refusal('Use a picture of at most 40 megapixels.')
  await expect(encodePicture(bomb)).rejects.toMatchObject(tooManyPixels)
})
