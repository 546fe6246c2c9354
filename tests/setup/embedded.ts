import path from 'node:path'
import { type EmbeddedUrls, startEmbedded } from '@/db/embedded'
import { query } from './databases'

/** The data directory of all tests without a browser. */
export const DATA_DIR = path.resolve('.data/tests')

/** Starts an embedded server that does not wait for the disk, and so can lose its data in a power failure. */
export async function startDisposable(dataDir: string): Promise<EmbeddedUrls> {
  const urls = await startEmbedded(dataDir)
  await query(urls.superuserUrl, 'alter system set fsync = off')
  await query(urls.superuserUrl, 'alter system set full_page_writes = off')
  await query(urls.superuserUrl, 'select pg_reload_conf()')
  return urls
}
