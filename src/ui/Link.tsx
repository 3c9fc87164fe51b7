/** A link within the app: the page is not loaded again, the address changes. */
import type { MouseEvent, ReactNode } from 'react'

interface Props {
  readonly href: string
  readonly className?: string | undefined
  readonly 'aria-current'?: 'step' | undefined
  readonly children: ReactNode
}

const isPlainClick = (event: MouseEvent) => event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

/** The router listens to `pushState`, so this layer needs to know no router. */
export function Link({ href, className, children, ...rest }: Props) {
  return (
    <a
      href={href}
      className={className}
      aria-current={rest['aria-current']}
      onClick={(event) => {
        if (!isPlainClick(event)) return
        event.preventDefault()
        window.history.pushState(null, '', href)
      }}
    >
      {children}
    </a>
  )
}
