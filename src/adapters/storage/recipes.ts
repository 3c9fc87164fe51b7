/** Keeps recipes, tenant by tenant: what is remembered of every header, and those that were named. */
import { mergedColumns, recipeColumns, rememberedFrom, type Recipe } from '#domain/mapping/recipe.ts'
import { stepsFor, withSteps, type RecipeStep, type Step } from '#domain/mapping/recipe-steps.ts'
import type { ColumnMapping, Remembered } from '#domain/mapping/model.ts'
import { tenantKey, type Tenant } from '#domain/tenant.ts'
import { openDatabase } from './database.ts'

/** A record of this store whose key has this after the tenant is a recipe; earlier versions wrote the headers of a file there. */
const mark = '\nrecipe\n'
const prefixOf = (tenant: Tenant) => `${tenantKey(tenant)}${mark}`
const idOf = (tenant: Tenant, name: string) => `${prefixOf(tenant)}${name}`
/** Behind every key that begins with the prefix. */
const last = '\uffff'

export type RecipeContent = Pick<Recipe, 'columns' | 'steps'>

/** What Rollcall remembers by itself. */
const unnamed = ''

async function put(tenant: Tenant, name: string, content: RecipeContent): Promise<void> {
  const id = idOf(tenant, name)
  await (await openDatabase()).put('mappings', { id, mapping: [], recipe: { id, name, savedAt: Date.now(), ...content }, usedAt: Date.now() })
}

const ownRecipe = async (tenant: Tenant): Promise<Recipe | undefined> => (await (await openDatabase()).get('mappings', idOf(tenant, unnamed)))?.recipe

/** One change after the other: two at once would each keep what the other replaced. */
let remembering: Promise<void> = Promise.resolve()
const remember = (change: () => Promise<void>): Promise<void> => {
  // Failing to remember is no loss: it is guessed, and chosen, again.
  remembering = remembering.then(change).catch(() => undefined)
  return remembering
}

export const rememberMapping = (tenant: Tenant, mapping: readonly ColumnMapping[]): Promise<void> =>
  remember(async () => {
    const { columns = [], steps = [] } = (await ownRecipe(tenant)) ?? {}
    await put(tenant, unnamed, { columns: mergedColumns(columns, recipeColumns(mapping), mapping), steps })
  })

/** Keeps the transforms and repairs that are in force in a file, for the next one with its headers. */
export const rememberSteps = (tenant: Tenant, mapping: readonly ColumnMapping[], steps: readonly RecipeStep[]): Promise<void> =>
  remember(async () => {
    const own = await ownRecipe(tenant)
    await put(tenant, unnamed, { columns: own?.columns ?? [], steps: withSteps(own?.steps ?? [], mapping, steps) })
  })

/** The transforms and repairs of the last file with these headers. */
export const rememberedSteps = async (tenant: Tenant, headers: readonly string[]): Promise<readonly Step[]> =>
  stepsFor((await ownRecipe(tenant))?.steps ?? [], headers)

/** What is known of the headers: newest recipes last used by name come after what is remembered by itself. */
export async function rememberedHeaders(tenant: Tenant, headers: readonly string[]): Promise<ReadonlyMap<string, Remembered>> {
  const database = await openDatabase()
  const [own, earlier] = await Promise.all([
    database.get('mappings', idOf(tenant, unnamed)),
    database.get('mappings', `${tenantKey(tenant)}\n${headers.join('\n')}`),
  ])
  const recipes = own?.recipe === undefined ? [] : [own.recipe]
  const old =
    earlier === undefined || earlier.recipe !== undefined || earlier.directory !== undefined
      ? []
      : [{ id: '', name: unnamed, savedAt: 0, columns: recipeColumns(earlier.mapping) }]
  return rememberedFrom([...recipes, ...old])
}

/** Named ones by name, what is remembered by itself first. */
export async function listRecipes(tenant: Tenant): Promise<Recipe[]> {
  const prefix = prefixOf(tenant)
  const found = await (await openDatabase()).getAll('mappings', IDBKeyRange.bound(prefix, `${prefix}${last}`))
  return found.flatMap(({ recipe }) => recipe ?? []).sort((a, b) => a.name.localeCompare(b.name))
}

export const saveRecipe = (tenant: Tenant, name: string, content: RecipeContent): Promise<void> => put(tenant, name, content)

export async function deleteRecipe(recipe: Recipe): Promise<void> {
  await (await openDatabase()).delete('mappings', recipe.id)
}
