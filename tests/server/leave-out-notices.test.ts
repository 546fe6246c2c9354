import { expect, test, vi } from 'vitest'
import { leaveOutNotices } from '@/lib/server/logs/leave-out-notices'

// The texts of Next 16.4.6.
test('the start of Next prints no notices that need no action, and everything else', () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  leaveOutNotices()

  console.log('- Experiments (use with caution):')
  console.log('  ✓ authInterrupts')
  console.log('  · serverActions')
  console.warn('⚠ The "middleware" file convention is deprecated. Please use "proxy" instead.')
  console.warn('⚠ %s is slow', 'The file system')
  console.log('✓ Ready in 331ms')

  expect(log.mock.calls).toEqual([['✓ Ready in 331ms']])
  expect(warn.mock.calls).toEqual([['⚠ %s is slow', 'The file system']])
})
