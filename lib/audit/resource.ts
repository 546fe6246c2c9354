import { defineResource } from '@/lib/define-resource'

export const activity = defineResource({
  pages: { activity: { label: 'Activity', icon: 'RotateCcwClock', order: 80, shortcut: 'g a' } },
  permissions: { 'activity.export': ['admin'] },
})
