/** Address → screen: the table of contents of the product. */
import { lazy, Suspense, useEffect, type ComponentType } from 'react'
import { Route, Switch } from 'wouter'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { paths } from '#workbench/paths.ts'
import { whenIdle } from '#workbench/when-idle.ts'
import { HomeScreen } from '#features/home/HomeScreen.tsx'
import { Compass } from 'lucide-react'

/** Screens that are loaded when they are first opened, or before that in a quiet moment. */
const loads = {
  columns: () => import('#features/columns/ColumnsScreen.tsx').then((m) => ({ default: m.ColumnsScreen })),
  draft: () => import('#features/draft/DraftScreen.tsx').then((m) => ({ default: m.DraftScreen })),
  review: () => import('#features/review/ReviewScreen.tsx').then((m) => ({ default: m.ReviewScreen })),
  job: () => import('#features/jobs/JobScreen.tsx').then((m) => ({ default: m.JobScreen })),
  jobs: () => import('#features/jobs/JobsScreen.tsx').then((m) => ({ default: m.JobsScreen })),
  users: () => import('#features/users/UsersScreen.tsx').then((m) => ({ default: m.UsersScreen })),
  settings: () => import('#features/settings/SettingsScreen.tsx').then((m) => ({ default: m.SettingsScreen })),
}

const screens: readonly { readonly path: string; readonly screen: ComponentType<Record<string, never>> | ComponentType }[] = [
  { path: '/', screen: HomeScreen },
  { path: '/drafts/:draft/columns', screen: lazy(loads.columns) },
  { path: '/drafts/:draft/review', screen: lazy(loads.review) },
  { path: '/drafts/:draft', screen: lazy(loads.draft) },
  { path: '/jobs', screen: lazy(loads.jobs) },
  { path: '/jobs/:job', screen: lazy(loads.job) },
  { path: '/users', screen: lazy(loads.users) },
  { path: '/settings', screen: lazy(loads.settings) },
]

/** One after the other, each in a moment in which nothing else is to be done. One that cannot be had now is asked for again when it is opened. */
function loadAhead([next, ...others] = Object.values(loads)) {
  if (next === undefined) return
  whenIdle(
    () =>
      void next().then(
        () => loadAhead(others),
        () => undefined,
      ),
  )
}

function NoSuchScreen() {
  return (
    <EmptyState icon={<Compass />} title="There is no such page" action={<ButtonLink href={paths.home()}>Go to Home</ButtonLink>}>
      The address does not name a screen of Rollcall. Nothing was lost.
    </EmptyState>
  )
}

export function Routes() {
  useEffect(() => loadAhead(), [])
  return (
    <Suspense fallback={<Skeleton rows={8} />}>
      <Switch>
        {screens.map(({ path, screen: Screen }) => (
          <Route key={path} path={path}>
            <Screen />
          </Route>
        ))}
        <Route>
          <NoSuchScreen />
        </Route>
      </Switch>
    </Suspense>
  )
}
