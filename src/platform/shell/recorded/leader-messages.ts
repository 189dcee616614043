/** The descriptor on which this program and the leader of a recorded terminal talk, line by line. */
export const leaderDescriptor = 3;

/** What the leader is to run, told once its identity is on disk. Secrets come this way, never in arguments. */
export interface LeaderOrder {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export type LeaderReport =
  /** It is there, and runs nothing before its order. */
  | { readonly report: 'ready'; readonly pid: number }
  | { readonly report: 'not-started'; readonly why: string }
  /** Ctrl+Z was pressed, and no shell in the terminal took it: everything in there stops now. */
  | { readonly report: 'stopping' }
  /** How the command ended: script(1) can't tell, since it makes one number of code and signal. */
  | { readonly report: 'ended'; readonly code: number | undefined; readonly signal: string | undefined };

export function encodeMessage(message: LeaderOrder | LeaderReport): string {
  return `${JSON.stringify(message)}\n`;
}

/** Undefined: this is no order. */
export function decodeOrder(line: string): LeaderOrder | undefined {
  const { command, args, cwd, env } = fieldsOf(line);
  if (typeof command !== 'string' || typeof cwd !== 'string') return undefined;
  if (!Array.isArray(args) || !args.every(isText) || typeof env !== 'object' || env === null)
    return undefined;
  const variables = Object.entries(env).filter((entry): entry is [string, string] => isText(entry[1]));
  return { command, args, cwd, env: Object.fromEntries(variables) };
}

/** Undefined: this is no report. */
export function decodeReport(line: string): LeaderReport | undefined {
  const { report, pid, why, code, signal } = fieldsOf(line);
  switch (report) {
    case 'ready':
      return typeof pid === 'number' ? { report, pid } : undefined;
    case 'not-started':
      return isText(why) ? { report, why } : undefined;
    case 'stopping':
      return { report };
    case 'ended':
      return {
        report,
        code: typeof code === 'number' ? code : undefined,
        signal: isText(signal) ? signal : undefined,
      };
    default:
      return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function fieldsOf(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
  } catch {
    return {};
  }
}
