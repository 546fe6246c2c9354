import { restartWhenUnreachable } from './client'
import { restartEmbedded, startEmbedded } from './embedded'

/** Returns its URL. If it is killed later, the next connection starts it again. */
export async function startRestartingEmbedded(dataDir: string): Promise<string> {
  const { url } = await startEmbedded(dataDir)
  restartWhenUnreachable(url, async () => (await restartEmbedded(dataDir)).url)
  return url
}
