import { readFile } from 'node:fs/promises'
import { ImageResponse } from 'next/og'
import { brand } from '@/lib/brand'

export const alt = `${brand.name}: ${brand.tagline}`
export const size = { width: 1200, height: 630 }
export const contentType = 'image/png'

/** What other sites show beside a link to the app. It is made once, at build time. */
export default async function OpenGraphImage() {
  const data = await readFile('node_modules/geist/dist/fonts/geist-sans/Geist-SemiBold.ttf')
  return new ImageResponse(
    <div style={pageStyle}>
      <div style={{ display: 'flex', alignItems: 'center', gap: 22, fontSize: 46 }}>
        <svg width="64" height="64" viewBox="0 0 24 24" fill={brand.colors.dark} aria-hidden>
          {brand.mark.map((path) => (
            <path key={path.d} {...path} />
          ))}
        </svg>
        {brand.name}
      </div>
      <div style={{ display: 'flex', flexDirection: 'column', gap: 32 }}>
        <div style={{ fontSize: 92, lineHeight: 1.05, letterSpacing: -3.5, textWrap: 'balance' }}>
          {brand.tagline}
        </div>
        <div
          style={{
            maxWidth: 940,
            textWrap: 'balance',
            color: '#a3a7b0',
            fontSize: 34,
            lineHeight: 1.4,
          }}
        >
          {brand.description}
        </div>
      </div>
    </div>,
    { ...size, fonts: [{ name: 'Geist', data, weight: 600 }] },
  )
}

const pageStyle = {
  display: 'flex',
  width: '100%',
  height: '100%',
  padding: 80,
  flexDirection: 'column',
  justifyContent: 'space-between',
  backgroundColor: '#0d0e11',
  color: '#f1f2f4',
} as const
