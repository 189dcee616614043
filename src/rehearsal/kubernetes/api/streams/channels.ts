import type { JsonObject } from '../../objects/json.ts';

/** The streams of a remote command between the client and a container. */
export interface Channels {
  write(to: 'stdout' | 'stderr', text: string): void;
  /** Tells how the command ended, and ends the streams. */
  end(exitCode: number): void;
  /** Each piece of what the client types, and the end of it. */
  onInput(take: (text: string) => void, end: () => void): void;
  onClose(take: () => void): void;
}

/** The Status that ends a remote command. */
export function exitStatus(exitCode: number): JsonObject {
  if (exitCode === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit code ${String(exitCode)}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
}
