import path from 'node:path'
import { createVitest, type TestModule } from 'vitest/node'
import type { Failure, Report, Request } from './scratch'

// One vitest for many mutants keeps its migrated database and its compiled files. It is a separate
// process because it runs in the scratch folder.

const vitest = await createVitest('test', { watch: false, reporters: [{}] })

process.on('message', async ({ files, project, tests, bail }: Request) => {
  for (const file of files) vitest.invalidateFile(path.resolve(file))
  // Otherwise vitest reports earlier failures again.
  vitest.state.filesMap.clear()
  vitest.state.idMap.clear()
  for (const one of vitest.projects) one.config.bail = bail ? 1 : 0
  vitest.config.bail = bail ? 1 : 0
  const found = await vitest.globTestSpecifications(tests)
  const chosen = found.filter((specification) => specification.project.name === project)
  const { testModules } = await vitest.runTestSpecifications(chosen)
  process.send?.(reportOf(testModules))
})

process.send?.('ready')

function reportOf(modules: TestModule[]): Report {
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const ran = tests.filter((test) => ['passed', 'failed'].includes(test.result().state))
  const failures = ran.flatMap((test): Failure[] => {
    const [error] = test.result().errors ?? []
    if (!error) return []
    const { name = '', message } = error
    return [{ file: test.module.relativeModuleId, test: test.fullName, name, message }]
  })
  const unloaded = modules.flatMap((module) =>
    module.errors().map(({ message }) => `${module.relativeModuleId}: ${message}`),
  )
  return { ran: ran.length, failures, unloaded }
}
