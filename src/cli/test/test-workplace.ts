import { join } from 'node:path';
import { openLibrary } from '../../platform/library.ts';
import { createSigner } from '../../platform/ssh/signer.ts';
import { createPublisher } from '../../platform/witness/publisher.ts';
import { ok, type Result } from '../../problem/problem.ts';
import { stepKinds } from '../../steps/registry.ts';
import type { Io } from '../io.ts';
import { placesOf } from '../places.ts';
import type { FrontEnd } from '../session/front-end.ts';
import type { Workplace } from '../session/workplace.ts';

/**
 * Where a test stands: sessions in a folder of their own, and nobody's key. The log says that a script operates.
 * `root`: as XDG_STATE_HOME, so that a kept session can be shown.
 */
export async function testWorkplace(io: Io, frontEnd: FrontEnd, root: string): Promise<Result<Workplace>> {
  const places = await placesOf(io);
  if (!places.ok) return places;
  const sessions = sessionsBelow(root);
  const { library } = places.value;
  return ok({
    io,
    places: { ...places.value, sessions, runtime: undefined, signingKey: undefined },
    library: openLibrary({ cwd: io.cwd, env: io.env, userFolder: library }, stepKinds),
    // A key that is not there: the operator's own never signs for a script.
    signer: createSigner({ keyFile: join(root, 'no-key'), env: { ...io.env } }),
    actor: { id: 'test script', authtype: 'os' },
    sessions,
    // Nobody keeps the heads of what a script does.
    publisher: createPublisher(),
    frontEnd,
  });
}

/** Where the sessions of a state folder are. */
function sessionsBelow(root: string): string {
  return join(root, 'teei-runbook', 'sessions');
}
