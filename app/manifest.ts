import type { MetadataRoute } from 'next'
import { brand } from '@/lib/brand'
import { paths } from '@/lib/tenancy/paths'

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: brand.name,
    short_name: brand.name,
    description: brand.description,
    start_url: paths.orgs,
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: brand.colors.light,
    icons: [
      { src: '/icon', sizes: 'any', type: 'image/svg+xml' },
      { src: '/apple-icon', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: '/apple-icon', sizes: '512x512', type: 'image/png' },
    ],
  }
}
