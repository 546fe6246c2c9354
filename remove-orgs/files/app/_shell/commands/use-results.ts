import { useEffect, useState } from 'react'
import type { NavLink } from './command'

type Row = { id: string; name: string }

const SHOWN = 5

const TYPING_MS = 150

/** The rows of the searched pages that match, by page in their order. */
export function useResults(search: string, searched: NavLink[]) {
  const [found, setFound] = useState<{ rows: Row[][]; search: string }>({ rows: [], search: '' })
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const load = async () => {
      const lists = search ? searched.map(({ page }) => fetchList(page, search, signal)) : []
      const rows = await Promise.all(lists).catch(() => undefined)
      if (signal.aborted) return
      if (rows) setFound({ rows, search })
      setFailed(!rows)
    }
    const timer = setTimeout(load, search ? TYPING_MS : 0)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [search, searched])
  return { ...found, failed, isLoading: !failed && found.search !== search }
}

async function fetchList(name: string, search: string, signal: AbortSignal): Promise<Row[]> {
  const response = await fetch(`/api/${name}?${new URLSearchParams({ q: search })}`, { signal })
  if (!response.ok) throw new Error(`The list of ${name} failed with ${response.status}.`)
  return (await response.json())[name].slice(0, SHOWN)
}
