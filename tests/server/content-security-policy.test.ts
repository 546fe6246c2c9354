import { expect, test } from 'vitest'
import { contentSecurityPolicy } from '@/lib/content-security-policy'
import { readTenancy } from '@/lib/tenancy/config'

const imagesIn = (variables: Record<string, string>) => {
  const tenancy = readTenancy({ APP_URL: 'https://app.example.com', ...variables })
  return /img-src [^;]+/.exec(contentSecurityPolicy(tenancy, '/acme/team', 'nonce'))?.[0]
}

test('the host of an org shows the pictures of people, which are at the root host', () => {
  expect(imagesIn({})).toBe("img-src 'self' data:")
  expect(imagesIn({ TENANT_RESOLUTION: 'subdomain', ROOT_DOMAIN: 'example.com' })).toBe(
    "img-src 'self' data: https://app.example.com",
  )
})
