import type { RunContext } from '../../context.ts';
import type { CheckResult } from '../define-check.ts';

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

export type FoundRepository =
  | { readonly kind: 'known'; readonly repository: Repository }
  | { readonly kind: 'unknown'; readonly result: CheckResult };

const timeout = 10_000;

/**
 * The repository that is meant: the value `repository` of the environment in platform.yaml, else what the git remote
 * `origin` of the session’s folder leads to.
 */
export async function findRepository(check: string, context: RunContext): Promise<FoundRepository> {
  const written = context.environment.values['repository'];
  const remote = written === undefined ? await remoteOrigin(context) : undefined;
  const repository = written === undefined ? repositoryOfRemote(remote ?? '') : parseRepository(written);
  if (repository !== undefined) return { kind: 'known', repository };
  const place = `environments.${context.environment.name}.values.repository`;
  const observed = observedText(written, remote);
  return {
    kind: 'unknown',
    result: {
      verdict: 'inconclusive',
      summary: 'it is not known which repository on GitHub is meant, so nothing was looked at',
      evidence: [
        {
          check,
          result: 'inconclusive',
          what: 'the repository',
          where: 'platform.yaml',
          expected: `${place}: its owner and name`,
          observed,
          next: `Write repository: OWNER/NAME below environments.${context.environment.name}.values`,
        },
      ],
    },
  };
}

async function remoteOrigin({ ports, env, cwd, signal }: RunContext): Promise<string | undefined> {
  const asked = { env, cwd, timeout, signal };
  try {
    const answer = await ports.shell.probe(['git', 'remote', 'get-url', 'origin'], asked);
    return answer === 'not-found' || answer.exit.code !== 0 ? undefined : answer.stdout.trim() || undefined;
  } catch {
    // Git could not be asked: then the remote is not known.
    return undefined;
  }
}

/** An address of a remote can hold a password: it is not told. */
function observedText(written: string | undefined, remote: string | undefined): string {
  if (written !== undefined) return `${written} is no OWNER/NAME`;
  return remote === undefined
    ? 'it is not there, nor is a git remote `origin`'
    : 'not there, and the git remote `origin` is none of GitHub';
}

const name = String.raw`([A-Za-z0-9_.-]+)/([A-Za-z0-9_.-]+?)(?:\.git)?/?`;

/** Owner and name out of `owner/name`. Undefined: it is written otherwise. */
export function parseRepository(written: string): Repository | undefined {
  return matched([`^${name}$`], written);
}

/** Owner and name out of the address of a git remote on any host. Undefined: it is a folder, or no address. */
export function repositoryOfRemote(address: string): Repository | undefined {
  return matched([`^(?:https?|ssh|git)://(?:[^@/]+@)?[^/@]+/${name}$`, `^[^@/:]+@[^/:]+:${name}$`], address);
}

function matched(forms: readonly string[], written: string): Repository | undefined {
  for (const form of forms) {
    const [, owner, repo] = new RegExp(form).exec(written.trim()) ?? [];
    if (owner !== undefined && repo !== undefined) return { owner, repo };
  }
  return undefined;
}
