/** Recipes: what columns of a name are mapped to, saved under a name, applied, exported, imported and deleted. */
import { BookMarked } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { counted } from '#domain/count.ts'
import type { BulkChange } from '#domain/draft/bulk.ts'
import { repairTitle } from '#domain/issues/proposed-steps.ts'
import { guessMapping } from '#domain/mapping/guess.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import { stepsFor, stepTitle, withSteps } from '#domain/mapping/recipe-steps.ts'
import { readRecipe, recipeColumns, recipeText, rememberedFrom, type Recipe } from '#domain/mapping/recipe.ts'
import type { Tenant } from '#domain/tenant.ts'
import { loadPhoneNumbers } from '#adapters/phones/phone-numbers.ts'
import { deleteRecipe, listRecipes, saveRecipe } from '#adapters/storage/recipes.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { saveFile } from '#ui/save-file.ts'
import { TextField } from '#ui/TextField.tsx'
import { toast } from '#ui/Toast.tsx'
import { setMapping, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { applySteps } from '#workbench/transforms/apply-steps.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'
import styles from './ColumnsScreen.module.css'

interface Props {
  readonly draft: OpenDraft
  /** Transforms and repairs that are in force. */
  readonly changes: readonly BulkChange[]
}

export function Recipes({ draft, changes }: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon={<BookMarked size={14} aria-hidden="true" />} onClick={() => setOpen(true)}>
        Recipes
      </Button>
      {isOpen && <RecipesDialog draft={draft} changes={changes} onClose={() => setOpen(false)} />}
    </>
  )
}

/** The mapping with what a recipe says of its headers; what it does not know stays. */
function withRecipe(mapping: readonly ColumnMapping[], recipe: Recipe): ColumnMapping[] {
  const known = rememberedFrom([recipe])
  const guessed = guessMapping(
    mapping.map(({ header }) => header),
    [],
    { remembered: known },
  )
  return mapping.map((each, at) => {
    const next = guessed[at]
    return next !== undefined && next.confidence === 'certain' && [...known.values()].some(({ why }) => why === next.why)
      ? { ...next, column: each.column }
      : each
  })
}

const nameOf = ({ name }: Recipe): string => (name === '' ? 'Remembered columns' : name)

const stepTitles = ({ steps = [] }: Recipe): string[] => steps.flatMap((set) => set.steps.map((step) => stepTitle(step, repairTitle)))

/** The recipes of the organization, and what can be done to them; `failure` is the sentence of what could not. */
function useRecipes(tenant: Tenant) {
  const [recipes, setRecipes] = useState<readonly Recipe[]>([])
  const [failure, setFailure] = useState<string | null>(null)
  const [deleted, setDeleted] = useState<Recipe | null>(null)
  const refresh = useCallback(() => void listRecipes(tenant).then(setRecipes, (error: unknown) => setFailure(String(error))), [tenant])
  useEffect(refresh, [refresh])
  const save = async (name: string, what: Pick<Recipe, 'columns' | 'steps'>) => {
    try {
      await saveRecipe(tenant, name, what)
      setFailure(null)
      refresh()
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
    }
  }
  const importFrom = async (file: File) => {
    const read = readRecipe(await file.text())
    if (read.kind === 'unreadable') setFailure(read.message)
    else await save(read.name.trim() || file.name.replace(/\.json$/i, ''), { columns: read.columns, steps: read.steps })
  }
  const remove = async (recipe: Recipe) => {
    try {
      await deleteRecipe(recipe)
      setDeleted(recipe)
      refresh()
    } catch (error) {
      setFailure(String(error))
    }
  }
  const restore = async (recipe: Recipe) => {
    await save(recipe.name, { columns: recipe.columns, ...(recipe.steps === undefined ? {} : { steps: recipe.steps }) })
    setDeleted(null)
  }
  return { recipes, failure, deleted, save, importFrom, remove, restore }
}

async function applyRecipe(draft: OpenDraft, recipe: Recipe): Promise<void> {
  setMapping(draft.id, withRecipe(draft.mapping, recipe))
  const found = stepsFor(recipe.steps ?? [], draft.table.headers)
  const { toE164 } = found.length === 0 ? { toE164: undefined } : await loadPhoneNumbers()
  const count = found.length === 0 ? 0 : await applySteps(draft, found, toE164)
  toast(
    count === 0
      ? 'Recipe applied. Undo takes it back.'
      : `Recipe applied, with ${counted(count, 'transform or repair', 'transforms and repairs')}. Each can be taken back.`,
  )
}

function RecipesDialog({ draft, changes, onClose }: Props & { readonly onClose: () => void }) {
  const [name, setName] = useState('')
  const { recipes, failure, deleted, save, importFrom, remove, restore } = useRecipes(draft.tenant)
  const columns = recipeColumns(draft.mapping)
  const steps = withSteps(
    [],
    draft.mapping,
    changes.flatMap((change) => change.steps ?? []),
  )
  return (
    <Dialog
      open
      size="l"
      title="Recipes"
      description="A recipe maps columns by their header and keeps the transforms and repairs of a file. Passwords are never part of one."
      onClose={onClose}
      footer={
        <>
          <label className={styles.import}>
            Import recipe
            <input
              type="file"
              accept=".json,application/json"
              onChange={(event) => {
                const [file] = event.target.files ?? []
                event.target.value = ''
                if (file !== undefined) void importFrom(file)
              }}
            />
          </label>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <div className={styles.save}>
        <TextField label="Save this mapping as" value={name} onChange={setName} placeholder="HR export" />
        <Button
          variant="primary"
          disabledReason={name.trim() === '' ? 'Give the recipe a name.' : columns.length === 0 ? 'No column is mapped.' : undefined}
          onClick={() => void save(name.trim(), { columns, steps }).then(() => setName(''))}
        >
          Save recipe
        </Button>
      </div>
      {deleted !== null && (
        <p role="status" className={styles.deleted}>
          Recipe “{nameOf(deleted)}” deleted.
          <Button size="s" onClick={() => void restore(deleted)}>
            Undo
          </Button>
        </p>
      )}
      {recipes.length === 0 && <p>No recipes yet. Rollcall remembers each column when you continue to the grid.</p>}
      <ul className={styles.recipes}>
        {recipes.map((recipe) => (
          <RecipeItem
            key={recipe.id}
            recipe={recipe}
            onApply={() => {
              void applyRecipe(draft, recipe)
              onClose()
            }}
            onDelete={() => void remove(recipe)}
          />
        ))}
      </ul>
    </Dialog>
  )
}

function RecipeItem({ recipe, onApply, onDelete }: { readonly recipe: Recipe; readonly onApply: () => void; readonly onDelete: () => void }) {
  const titles = stepTitles(recipe)
  // Columns are kept when the administrator continues to the grid, transforms as they are made.
  const content = [
    ...(recipe.columns.length > 0 ? [counted(recipe.columns.length, 'column')] : []),
    ...(titles.length > 0 ? [counted(titles.length, 'transform or repair', 'transforms and repairs')] : []),
  ]
  const fileName = `${recipe.name === '' ? 'remembered columns' : recipe.name}.recipe.json`
  return (
    <li>
      <details>
        <summary>
          <strong>{nameOf(recipe)}</strong>
          {content.map((text) => ` · ${text}`)}
        </summary>
        {titles.length > 0 && (
          <ol aria-label="Transforms and repairs">
            {titles.map((title, at) => (
              // The same transform may be part of it twice.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={at}>{title}</li>
            ))}
          </ol>
        )}
        <ul>
          {recipe.columns.map(({ header, occurrence, target }) => (
            <li key={`${header} ${occurrence}`}>
              {header} → {target.kind === 'field' ? fieldLabel(target.field) : target.kind === 'ignored' ? 'Excluded' : 'Custom attributes or list'}
            </li>
          ))}
        </ul>
      </details>
      <Button size="s" onClick={onApply}>
        Apply
      </Button>
      <Button size="s" onClick={() => saveFile(new File([recipeText(recipe)], fileName, { type: 'application/json' }))}>
        Export
      </Button>
      <Button size="s" onClick={onDelete}>
        Delete
      </Button>
    </li>
  )
}
