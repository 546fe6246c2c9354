'use client'

// Of its own, so that the frame around the page stays.
export { default } from '../error'
