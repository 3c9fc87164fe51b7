/** A mistake in the configuration, as one sentence. */
export class ConfigError extends Error {}
