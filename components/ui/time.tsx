import { type Moment, TimeText } from './time-text'

/**
 * How long ago a moment was, or how far it is away, for example "5 h ago". More than a week away, or with
 * `absolute`, it is the day. On hover, it shows the exact local time.
 */
export function Time(props: { date: Moment; absolute?: boolean; className?: string }) {
  return <TimeText {...props} renderedAt={Date.now()} />
}
