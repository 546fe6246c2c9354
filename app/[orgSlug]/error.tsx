'use client'

// The navigation stays around it.
export { ErrorMessage as default } from '@/components/error-message'
