import type { Metadata } from 'next'
import { terms } from '@/lib/brand'
import { LegalPage } from '../legal-page'

export const metadata: Metadata = { title: terms.title }

export default function TermsPage() {
  return <LegalPage {...terms} />
}
