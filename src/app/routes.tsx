/** Address → screen: the table of contents of the product. */
import { useEffect } from 'react'
import { Route, Switch } from 'wouter'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { paths } from '#workbench/navigation/paths.ts'
import { whenIdle } from '#adapters/intake/when-idle.ts'
import { HomeScreen } from '#features/home/HomeScreen.tsx'
import { Compass } from 'lucide-react'
import { loadedScreen, type LoadedScreen } from './screen.tsx'

const screens: readonly ({ readonly path: string } & LoadedScreen)[] = [
  { path: '/drafts/:draft/columns', ...loadedScreen(() => import('#features/columns/ColumnsScreen.tsx').then((m) => m.ColumnsScreen)) },
  { path: '/drafts/:draft', ...loadedScreen(() => import('#features/draft/DraftScreen.tsx').then((m) => m.DraftScreen)) },
  { path: '/drafts/:draft/review', ...loadedScreen(() => import('#features/review/ReviewScreen.tsx').then((m) => m.ReviewScreen)) },
  { path: '/jobs/:job', ...loadedScreen(() => import('#features/jobs/JobScreen.tsx').then((m) => m.JobScreen)) },
  { path: '/jobs', ...loadedScreen(() => import('#features/jobs/JobsScreen.tsx').then((m) => m.JobsScreen)) },
  { path: '/users', ...loadedScreen(() => import('#features/users/UsersScreen.tsx').then((m) => m.UsersScreen)) },
  { path: '/settings', ...loadedScreen(() => import('#features/settings/SettingsScreen.tsx').then((m) => m.SettingsScreen)) },
]

/** Milliseconds from the first screen on: what is opened first has the processor for itself. */
const aheadMs = 1_500

/** One after the other, each in a moment in which nothing else is to be done. One that cannot be had now is asked for again when it is opened. */
function loadAhead([next, ...others]: readonly LoadedScreen[] = screens) {
  if (next === undefined) return
  whenIdle(
    () =>
      void next.load().then(
        () => loadAhead(others),
        () => undefined,
      ),
  )
}

function NoSuchScreen() {
  return (
    <EmptyState icon={<Compass />} title="Page not found" action={<ButtonLink href={paths.home()}>Go to Home</ButtonLink>}>
      This address is not a screen of Rollcall. Nothing was lost.
    </EmptyState>
  )
}

export function Routes() {
  useEffect(() => {
    const timer = setTimeout(loadAhead, aheadMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Switch>
      <Route path="/">
        <HomeScreen />
      </Route>
      {screens.map(({ path, Screen }) => (
        <Route key={path} path={path}>
          <Screen />
        </Route>
      ))}
      <Route>
        <NoSuchScreen />
      </Route>
    </Switch>
  )
}
