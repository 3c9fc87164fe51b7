/** The one Trusted Types policy of the app: it lets our own worker be started, and nothing else. */

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL: (url: string) => unknown }
}

const ownScript = (url: string): string => {
  if (new URL(url, window.location.href).origin !== window.location.origin) throw new TypeError('Only scripts of Rollcall itself may be started.')
  return url
}

let policy: { createScriptURL: (url: string) => unknown } | null = null

/** Browsers without Trusted Types take the text as it is. */
export function trustedWorkerUrl(url: string): string {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes
  policy ??= factory?.createPolicy('rollcall', { createScriptURL: ownScript }) ?? { createScriptURL: ownScript }
  // The type of Worker's argument does not know Trusted Types yet.
  return policy.createScriptURL(url) as string
}
