import type { MetadataRoute } from 'next'
import { env } from '@/lib/env'

// APP_URL is known at run time only.
export const dynamic = 'force-dynamic'

export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', disallow: ['/api/', '/invitations/'] },
    sitemap: `${env().APP_URL}/sitemap.xml`,
  }
}
