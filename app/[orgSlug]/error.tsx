'use client'

// Next renders the nearest error file. This one keeps the navigation around the error.
export { default } from '../error'
