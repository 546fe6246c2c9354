import { parseArgs } from 'node:util'

export type Options = {
  rounds: number
  seconds: number
  connections: number
  /** The folder of another checkout with a build, whose pages are loaded too. */
  against?: string
}

export function readOptions() {
  const { values } = parseArgs({
    options: {
      orgs: { type: 'boolean' },
      memory: { type: 'boolean' },
      'no-build': { type: 'boolean' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string' },
      connections: { type: 'string', default: '10' },
      against: { type: 'string' },
    },
  })
  const options: Options = {
    rounds: Number(values.rounds),
    seconds: Number(values.seconds ?? (values.memory ? 300 : 10)),
    connections: Number(values.connections),
    against: values.against,
  }
  return {
    mode: values.orgs ? 'orgs' : values.memory ? 'memory' : 'pages',
    build: !values['no-build'],
    options,
  } as const
}
