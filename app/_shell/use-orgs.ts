import { useEffect, useState } from 'react'

type Found = { orgs: { id: string; name: string; url: string }[]; total: number }

export const TYPING_MS = 150

/** The first orgs by last use that match, and a text about those that are not shown. */
export function useOrgs(search: string) {
  const [found, setFound] = useState<Found & { search: string }>()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const load = async () => {
      const result = await fetchOrgs(search, signal).catch(() => undefined)
      if (signal.aborted) return
      if (result) setFound({ ...result, search })
      setFailed(!result)
    }
    const timer = setTimeout(load, search ? TYPING_MS : 0)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [search])
  const loading = !failed && found?.search !== search
  return { orgs: found?.orgs ?? [], loading, status: statusOf(found, failed) }
}

export async function fetchOrgs(search: string, signal?: AbortSignal): Promise<Found> {
  const response = await fetch(`/api/orgs?${new URLSearchParams({ q: search })}`, { signal })
  if (!response.ok) throw new Error(`The list of organizations failed with ${response.status}.`)
  return response.json()
}

function statusOf(found: Found | undefined, failed: boolean) {
  if (failed) return 'The list could not be loaded. Please try again in a moment.'
  if (!found) return 'Loading…'
  if (!found.total) return 'No organization has that name.'
  const more = found.total - found.orgs.length
  return more ? `${more} more. Search to find them.` : ''
}
