import ts from 'typescript'
import { expectedPolicies } from '@/db/policies'
import { below, nodesIn, type Source } from '../source'
import { calleeOf, type Mutant, ownerOf, replace } from './mutant'

/** Each policy, grant and statement that applies policies, for each table. */
export function policies(): Mutant[] {
  return below('db/policies.ts').flatMap((source) => [
    ...definitions(source),
    ...conjuncts(source),
    ...statements(source),
    ...definitionsPerTable(source),
    ...queueFunction(source),
  ])
}

// Each policy is widened to all rows or left out, each grant is widened to all.
function definitions(source: Source): Mutant[] {
  return nodesIn(source).flatMap((node) => {
    if (ts.isCallExpression(node) && calleeOf(node) === 'whenNoOrgIsSet') {
      return replaceIn(source, node, `(${node.arguments[0]?.getText()})`)
    }
    if (!ts.isPropertyAssignment(node)) return []
    const name = node.name.getText()
    if (name === 'grants') return replaceIn(source, node, `grants: 'all'`)
    if (name !== 'org' && name !== 'read') return []
    return [...replaceIn(source, node, `${name}: 'true'`), ...replaceIn(source, node, '...{}', '')]
  })
}

// Each condition in SQL without its last part, and with its last part only.
function conjuncts(source: Source): Mutant[] {
  return nodesIn(source)
    .filter((node) => ts.isTemplateExpression(node) && !ts.isSpreadElement(node.parent))
    .filter((node) => /^(MY_EMAIL|SYSTEM_POLICIES|whenNoOrgIsSet)/.test(ownerOf(node)))
    .flatMap((node) => {
      const text = node.getText()
      const last = / and [^`]*?(?=\)?`$)/.exec(text)?.[0]
      if (!last) return []
      const without = replaceIn(source, node, text.replace(last, ''), `without "${last.trim()}"`)
      if (text.startsWith('`(')) return without
      const first = text.slice(1, text.indexOf(last))
      return [
        ...without,
        ...replaceIn(source, node, text.replace(`${first} and `, ''), `without "${first}"`),
      ]
    })
}

type Table = { schema: 'public' | 'tenant'; name: string }

function tables(): Table[] {
  const named = below('db/schema/').flatMap(({ path, text }) =>
    [...text.matchAll(/pgTable\(\s*'(\w+)'/g)].map(
      ([, name = '']): Table => ({
        schema: path.startsWith('db/schema/tenant/') ? 'tenant' : 'public',
        name,
      }),
    ),
  )
  return named.filter(({ schema, name }) => policiesOf({ schema, name }).length)
}

// Throws for a system table without policies, which app_user cannot use.
function policiesOf({ schema, name }: Table): string[] {
  try {
    return expectedPolicies(schema, name)
  } catch {
    return []
  }
}

// Each statement is left out for one table, or for all tables if it is the same for all.
function statements(source: Source): Mutant[] {
  const elements = nodesIn(source)
    .filter(ts.isArrayLiteralExpression)
    .filter(
      ({ parent }) => ts.isVariableDeclaration(parent) && parent.name.getText() === 'statements',
    )
    .flatMap(({ elements }) => elements)
  return elements.flatMap((element) => {
    if (!/\btable\b/.test(element.getText().replace('alter table', '')))
      return replaceIn(source, element, '...[]', '')
    const listed = ts.isSpreadElement(element)
      ? element.expression.getText()
      : `[${element.getText()}]`
    return tables().flatMap((table) =>
      replaceIn(
        source,
        element,
        `...(${is(table)} ? [] : ${listed})`,
        `left out for ${table.name}`,
      ),
    )
  })
}

// Each policy is widened in its command, its check or its role.
function definitionsPerTable(source: Source): Mutant[] {
  const templates = nodesIn(source)
    .filter(ts.isCallExpression)
    .filter((call) => calleeOf(call) === 'createPolicy')
    .map((call) => ({
      name: call.arguments[0]?.getText().slice(1, -1) ?? '',
      template: call.arguments[2],
    }))
  return templates.flatMap(({ name, template }) =>
    tables()
      .filter((table) => policiesOf(table).includes(name))
      .flatMap((table) =>
        WIDER.flatMap(([from, to, as]) => {
          const text = template?.getText() ?? ''
          if (!template || !from.test(text)) return []
          const wider = text.replace(from, (found) => `\${${is(table)} ? ${to} : \`${found}\`}`)
          return replaceIn(source, template, wider, `${as} for ${table.name}`)
        }),
      ),
  )
}

const WIDER = [
  [/with check \(\$\{org\}\)/, `'with check (true)'`, 'with check (true)'],
  [/for select /, `''`, 'for all'],
  [/to "\$\{system\}"/, `'to public'`, 'to public'],
] as const

const is = ({ schema, name }: Table) => `table === '${schema}."${name}"'`

// The grants on all tables, and the function with the rights of its owner.
function queueFunction(source: Source): Mutant[] {
  return nodesIn(source)
    .filter((node) => ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node))
    .flatMap((node) => {
      const text = node.getText()
      const parts = [
        ...text.matchAll(
          / set search_path = [\w, ]+(?= as)|if task <> .* end if;|;\nrevoke all on function [^`]+/g,
        ),
      ].map(([part]) => replaceIn(source, node, text.replace(part, ''), `without "${part.trim()}"`))
      const toAll = /^`grant select.* to "\$\{system\}"`$/.test(text)
        ? [replaceIn(source, node, text.replace(/`$/, `, "\${user}"\``), 'to app_user too')]
        : []
      return [...parts, ...toAll].flat()
    })
}

function replaceIn(source: Source, node: ts.Node, text: string, as?: string): Mutant[] {
  return [replace('policy', source, node, text, as)]
}
