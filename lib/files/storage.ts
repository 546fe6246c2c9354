import path from 'node:path'
import { env } from '@/lib/env'
import type { Files } from './files'
import { localFiles } from './local-files'
import { s3Files } from './s3-files'

/** Where files of people are. Null if no storage is configured: then the app offers no uploads. */
export function files(): Files | null {
  const { s3, local, DATA_DIR } = env()
  if (s3) return s3Files(s3)
  return local ? localFiles(path.resolve(DATA_DIR, 'files')) : null
}
