import { brand } from '@/lib/brand'

export const contentType = 'image/svg+xml'

export default function Icon() {
  const paths = brand.mark.map(({ d, opacity }) => `<path d="${d}" opacity="${opacity}"/>`)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="${brand.colors.light}">${paths.join('')}</svg>`
  return new Response(svg, { headers: { 'Content-Type': contentType } })
}
