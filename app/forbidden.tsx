import { StatusPage } from '@/components/message'

export default function Forbidden() {
  return <StatusPage status={403} />
}
