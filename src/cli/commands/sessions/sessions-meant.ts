import { readEnds } from '../../../platform/journal/read-ends.ts';
import { err, ok, type Problem, problem, type Result } from '../../../problem/problem.ts';
import { findSession } from '../../find-session.ts';

/** A session; the id of a folder that was named is the one that its log gives. */
export interface MeantSession {
  readonly id: string;
  readonly folder: string;
}

/** The sessions that some texts mean, each once, or every problem there is with them. */
export async function sessionsMeant(
  texts: readonly string[],
  root: string,
  cwd: string,
): Promise<Result<readonly MeantSession[]>> {
  const found = new Map<string, MeantSession>();
  const problems: Problem[] = [];
  for (const text of texts) {
    const session = await findSession(text, root, cwd);
    if (!session.ok) {
      problems.push(...session.problems);
      continue;
    }
    const { name, folder } = session.value;
    const id = text.includes('/') ? (await readEnds(folder))?.first.envelope.session : name;
    if (id === undefined) problems.push(withoutLog(text));
    else found.set(id, { id, folder });
  }
  return problems.length > 0 ? err(...problems) : ok([...found.values()]);
}

function withoutLog(text: string): Problem {
  return problem('cli/unknown-session', `The folder ${JSON.stringify(text)} holds no record of a session.`, {
    hint: 'Give the folder that holds events/',
  });
}
