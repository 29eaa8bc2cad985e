/** Time, chance and the log: what would make a use case unrepeatable if it reached for them itself. */
export interface Clock {
  now(): Date;
}

export interface Ids {
  /** A new ULID; later ones sort after earlier ones. */
  next(): string;
  /** A uniformly random integer in [0, below). */
  integer(below: number): number;
  /** At least 256 bits of randomness in URL-safe characters. */
  secret(): string;
}

export interface Log {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/** Where this middleware runs. */
export interface Deployment {
  version: string;
  region: string;
  /** Origin of presigned URLs. */
  assetOrigin: string;
}
