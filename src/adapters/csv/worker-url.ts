/** The one Trusted Types policy of the app: it lets our own worker be started, and nothing else. */

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL: (url: string) => unknown }
}

const ownScript = (url: string): string => {
  if (new URL(url, window.location.href).origin !== window.location.origin) throw new TypeError('Only scripts of Rollcall itself may be started.')
  return url
}

/** Made when the app starts, before anything else could take its name. Browsers without Trusted Types take the text as it is. */
const policy = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy('rollcall', { createScriptURL: ownScript }) ?? {
  createScriptURL: ownScript,
}

/** The type of Worker's argument does not know Trusted Types yet. */
export const trustedWorkerUrl = (url: string): string => policy.createScriptURL(url) as string
