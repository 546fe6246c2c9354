import { StatusPage } from '@/components/message'

export default function NotFound() {
  return <StatusPage status={404} />
}
