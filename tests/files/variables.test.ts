import { expect, onTestFinished, test, vi } from 'vitest'
import { parseEnv } from '@/lib/env'
import { PRODUCTION, problemOf } from '../lib/production-variables'

const S3 = {
  S3_ENDPOINT: 'https://s3.example.com',
  S3_BUCKET: 'files',
  S3_ACCESS_KEY_ID: 'id',
  S3_SECRET_ACCESS_KEY: 'secret',
}

test('a file storage needs all of its variables but the region', () => {
  const keys = { accessKeyId: 'id', secretAccessKey: 'secret' }
  const place = { endpoint: 'https://s3.example.com', bucket: 'files' }
  expect(parseEnv(PRODUCTION).s3).toBeUndefined()
  expect(parseEnv({ ...PRODUCTION, ...S3 }).s3).toEqual({ ...place, ...keys, region: 'auto' })
  const inFrankfurt = { ...PRODUCTION, ...S3, S3_REGION: 'eu-central-1' }
  expect(parseEnv(inFrankfurt).s3?.region).toBe('eu-central-1')
  expect(problemOf({ ...PRODUCTION, ...S3, S3_BUCKET: '' })).toBe(
    'Set all of S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, or none. Missing: S3_BUCKET.',
  )
  expect(problemOf({ ...PRODUCTION, ...S3, S3_ENDPOINT: 'files' })).toBe(
    'S3_ENDPOINT must be a URL, for example https://s3.eu-central-1.amazonaws.com.',
  )
})

test.each([
  { mode: 'local mode', variables: {}, expected: true },
  { mode: 'production', variables: PRODUCTION, expected: false },
  { mode: 'production with a bucket', variables: { ...PRODUCTION, ...S3 }, expected: true },
])('in $mode, people can upload pictures: $expected', async ({ variables, expected }) => {
  onTestFinished(() => void vi.unstubAllEnvs())
  if ('APP_URL' in variables) vi.stubEnv('LOCAL_MODE', '0')
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  vi.resetModules()
  const { canUploadPictures } = await import('@/lib/pictures/pictures')

  expect(canUploadPictures()).toBe(expected)
})
