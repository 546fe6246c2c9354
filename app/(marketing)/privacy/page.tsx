import type { Metadata } from 'next'
import { privacy } from '@/lib/brand'
import { LegalPage } from '../legal-page'

export const metadata: Metadata = { title: privacy.title }

export default function PrivacyPage() {
  return <LegalPage {...privacy} />
}
