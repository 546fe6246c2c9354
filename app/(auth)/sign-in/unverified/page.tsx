import type { Metadata } from 'next'
import { AuthPage } from '@/components/auth-page'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { findProvider } from '@/lib/oauth/providers'
import { paths } from '@/lib/tenancy/paths'

export const metadata: Metadata = { title: 'Email not verified' }

export default async function UnverifiedPage({ searchParams }: PageProps<'/sign-in/unverified'>) {
  const name = findProvider(String((await searchParams).provider))?.name ?? 'your provider'
  return (
    <AuthPage
      title={`Your email is not verified at ${name}`}
      description={`Anyone can enter any email there, so we cannot sign you in with it. Verify your email at ${name}, then try again.`}
    >
      <Button asChild className="w-full">
        <Link href={paths.signIn()}>Back to sign in</Link>
      </Button>
    </AuthPage>
  )
}
