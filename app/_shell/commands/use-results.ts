import { useEffect, useState } from 'react'
import { fetchOrgs, TYPING_MS } from '../use-orgs'
import type { NavLink } from './command'

type Org = Awaited<ReturnType<typeof fetchOrgs>>['orgs'][number]
type Person = { userId: string; name: string; email: string }
type Row = { id: string; name: string }

type Results = {
  orgs: Org[]
  people: Person[]
  /** By page, in their order. */
  rows: Row[][]
}

const NOTHING: Results = { orgs: [], people: [], rows: [] }

const SHOWN = 5

/** The first organizations and, if something was typed, the people and rows of the org that match. */
export function useResults(search: string, searched: NavLink[], org?: { slug: string }) {
  const [found, setFound] = useState({ ...NOTHING, search: '' })
  const [failed, setFailed] = useState(false)
  const slug = org?.slug
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const list = async (page: string) =>
      slug && search ? fetchList(page, { org: slug, q: search }, signal) : []
    const load = async () => {
      const results = await Promise.all([
        fetchOrgs(search, signal),
        list('members') as Promise<Person[]>,
        ...searched.map(({ page }) => list(page) as Promise<Row[]>),
      ]).catch(() => undefined)
      if (signal.aborted) return
      if (results) {
        const [{ orgs }, people, ...rows] = results
        setFound({ orgs: orgs.slice(0, SHOWN), people, rows, search })
      }
      setFailed(!results)
    }
    const timer = setTimeout(load, search ? TYPING_MS : 0)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [search, searched, slug])
  return { ...found, failed, isLoading: !failed && found.search !== search }
}

async function fetchList(name: string, query: Record<string, string>, signal: AbortSignal) {
  const response = await fetch(`/api/${name}?${new URLSearchParams(query)}`, { signal })
  if (!response.ok) throw new Error(`The list of ${name} failed with ${response.status}.`)
  return (await response.json())[name].slice(0, SHOWN)
}
