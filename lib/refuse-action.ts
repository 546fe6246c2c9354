import { isSameOrigin } from './tenancy/hosts'
import { paths } from './tenancy/paths'

/** In MB. A picture of a person has at most 5. `next.config.ts` has the limit of actions. */
const limitOf = (path: string) => (path === paths.account ? 6 : 1)

/**
 * The response to a POST that no form of this app sends, or undefined. Next itself would respond with a 500
 * and log a stack.
 */
export async function refuseAction(request: Request): Promise<Response | undefined> {
  if (!isSameOrigin(request.headers)) {
    return refuse(403, 'This form came from another site. Open it on this site and send it again.')
  }
  const isAction = request.headers.has('next-action')
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('multipart/form-data')) return isAction ? malformed() : undefined
  const limit = limitOf(new URL(request.url).pathname)
  const isTooLarge = (size: number) => size > limit * 1024 * 1024
  if (isTooLarge(Number(request.headers.get('content-length')))) return tooLarge(limit)
  const body = await request.arrayBuffer()
  if (isTooLarge(body.byteLength)) return tooLarge(limit)
  const parsed = new Response(body, { headers: { 'Content-Type': type } }).formData()
  const form = await parsed.catch(() => undefined)
  const isValid = form && hasNames(form) && (isAction ? hasArguments(form) : namesAction(form))
  return isValid ? undefined : malformed()
}

// Next's parser fails at a control character in the header of a part.
const hasNames = (form: FormData) => [...form.keys()].every((name) => !/\p{Cc}/u.test(name))

// With JavaScript, React sends the arguments as JSON: the bound id, the state and a reference to the form.
function hasArguments(form: FormData): boolean {
  const args = parseJson(form.get('0'))
  if (!Array.isArray(args) || args.length > 3) return false
  const last: unknown = args.at(-1)
  return typeof last === 'string' && last.startsWith('$K')
}

// Without JavaScript, React sends the id and the bound arguments in fields of the form.
function namesAction(form: FormData): boolean {
  const names = [...form.keys()]
  const bound = names.filter((name) => /^\$ACTION_\d+:\d+$/.test(name))
  return (
    names.some((name) => /^\$ACTION_(ID|REF)_/.test(name)) &&
    bound.every((name) => isBound(name, parseJson(form.get(name))))
  )
}

// The first is the reference to the action, the second the list of its arguments.
function isBound(name: string, value: unknown): boolean {
  return name.endsWith(':0') ? typeof Object(value).id === 'string' : Array.isArray(value)
}

function parseJson(text: FormDataEntryValue | null): unknown {
  try {
    return JSON.parse(String(text), rejectReferences)
  } catch {
    return undefined
  }
}

// React escapes a leading `$` of a text. It cannot follow a reference to what was not sent.
function rejectReferences(_: string, value: unknown) {
  if (typeof value === 'string' && /^\$(?!\$|K|@1$|undefined$)/.test(value)) throw new Error(value)
  return value
}

const tooLarge = (limit: number) =>
  refuse(413, `This form is too large. Send less than ${limit} MB at once.`)

const malformed = () => refuse(400, 'This form cannot be read. Reload the page and send it again.')

const refuse = (status: number, message: string) => new Response(message, { status })
