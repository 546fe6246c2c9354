import { afterEach, expect, test, vi } from 'vitest'
import { clientIp, pinClientIp } from '@/lib/server/client-ip'
import { receive } from './receive'

afterEach(() => void vi.restoreAllMocks())

test.each([
  { forwarded: '', proxies: 0, expected: '10.0.0.9' },
  { forwarded: '6.6.6.6', proxies: 0, expected: '10.0.0.9' },
  { forwarded: '8.8.8.8', proxies: 1, expected: '8.8.8.8' },
  { forwarded: '6.6.6.6, 8.8.8.8', proxies: 1, expected: '8.8.8.8' },
  { forwarded: '6.6.6.6, 8.8.8.8, 10.0.0.8', proxies: 2, expected: '8.8.8.8' },
  { forwarded: '', proxies: 1, expected: '10.0.0.9' },
  { forwarded: '8.8.8.8:5678', proxies: 1, expected: '8.8.8.8' },
  { forwarded: '[2001:db8::1]:5678', proxies: 1, expected: '2001:db8::1' },
  { forwarded: '2001:db8::1', proxies: 1, expected: '2001:db8::1' },
])(
  'the client IP of "$forwarded" with $proxies proxies is $expected',
  ({ forwarded, proxies, expected }) => {
    expect(clientIp(forwarded, '10.0.0.9', proxies)).toBe(expected)
  },
)

test('a forged x-forwarded-for is replaced', async () => {
  vi.spyOn(console, 'warn').mockReturnValue()
  const headers = await receive({ 'X-Forwarded-For': '6.6.6.6' }, (request) =>
    pinClientIp(request, 0),
  )
  expect(headers['x-forwarded-for']).toBe('127.0.0.1')
})

test('the first X-Forwarded-For without PROXIES is warned about, and none with it', async () => {
  vi.resetModules()
  const { pinClientIp } = await import('@/lib/server/client-ip')
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const forwarded = { 'X-Forwarded-For': '6.6.6.6' }

  await receive(forwarded, (request) => pinClientIp(request, 1))
  await receive({}, (request) => pinClientIp(request, 0))
  expect(warn).not.toHaveBeenCalled()

  await receive(forwarded, (request) => pinClientIp(request, 0))
  await receive(forwarded, (request) => pinClientIp(request, 0))
  expect(warn.mock.calls).toEqual([[expect.stringContaining('set PROXIES to')]])
})
