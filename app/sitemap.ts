import type { MetadataRoute } from 'next'
import { env } from '@/lib/env'
import { paths } from '@/lib/tenancy/paths'

// APP_URL is known at run time only.
export const dynamic = 'force-dynamic'

export default function sitemap(): MetadataRoute.Sitemap {
  const pages = [paths.home, paths.signUp(), paths.signIn(), paths.terms, paths.privacy]
  return pages.map((page) => ({ url: env().APP_URL + page }))
}
