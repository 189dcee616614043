import { hostname, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { ok, type Result } from '../../problem/problem.ts';
import { systemClock } from '../../platform/clock.ts';
import { type Library, openLibrary } from '../../platform/library.ts';
import { bootId } from '../../platform/process-identity.ts';
import { createSigner } from '../../platform/ssh/signer.ts';
import { createPublisher, type Publisher } from '../../platform/witness/publisher.ts';
import type { JournalOptions } from '../../platform/journal/journal.ts';
import type { RehearsalKey } from '../../session/engine/deps.ts';
import type { Scenario } from '../../rehearsal/scenario/model.ts';
import type { Signer } from '../../session/ports.ts';
import type { Actor } from '../../session/record.ts';
import type { Clock } from '../../steps/ports/clock.ts';
import type { Database } from '../../steps/ports/database.ts';
import type { Http } from '../../steps/ports/http.ts';
import type { Tls } from '../../steps/ports/tls.ts';
import { stepKinds } from '../../steps/registry.ts';
import type { Io } from '../io.ts';
import { type Places, placesOf } from '../places.ts';
import type { FrontEnd } from './front-end.ts';
import { plainFrontEnd } from './plain-front-end.ts';

/** Where the operator stands: folders, settings, library, key and name. */
export interface Workplace {
  readonly io: Io;
  readonly places: Places;
  readonly library: Library;
  readonly signer: Signer;
  readonly actor: Actor;
  /** The folder of all sessions. */
  readonly sessions: string;
  readonly frontEnd: FrontEnd;
  /** Hands checkpoints to the witnesses of a session, once it is known which. */
  readonly publisher: Publisher;
  /** Set while a runbook is rehearsed: what commands and steps get instead of the real world. */
  readonly rehearsal?: Rehearsal;
}

/** What a rehearsal puts in the place of the operator's own. */
export interface Rehearsal {
  /** The scenario's name, as screen, prompt and log say it. */
  readonly scenario: string;
  /** The scenario itself, for the debrief. */
  readonly definition: Scenario;
  /** How many times as fast as the clock it runs. */
  readonly pace: number;
  /** The environment of commands: a throw-away home, the stand-ins first in PATH, no proxies, no tokens. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Time as steps wait by it: compressed like the platform's own. */
  readonly clock: Clock;
  /** Asks this machine alone. */
  readonly http: Http;
  readonly tls: Tls;
  readonly database: Database;
  /** The people who can be asked to approve. */
  readonly keys: readonly RehearsalKey[];
}

/** `onBehalfOf`: who works at an account that several people use. */
export async function openWorkplace(
  io: Io,
  choose: (places: Places) => Promise<FrontEnd> = () => Promise.resolve(plainFrontEnd(io)),
  onBehalfOf?: string,
): Promise<Result<Workplace>> {
  const places = await placesOf(io);
  if (!places.ok) return places;
  const { signingKey, library, sessions } = places.value;
  const signer = createSigner({ keyFile: signingKey, env: { ...io.env } });
  return ok({
    io,
    places: places.value,
    library: openLibrary({ cwd: io.cwd, env: io.env, userFolder: library }, stepKinds),
    signer,
    actor: await actorOf(signer, io, onBehalfOf),
    sessions,
    publisher: createPublisher(),
    frontEnd: await choose(places.value),
  });
}

/** What a journal of this workplace is opened with. */
export function journalOptions(workplace: Workplace, session: string): JournalOptions {
  return {
    root: workplace.sessions,
    session,
    bootId: bootId(),
    host: hostname(),
    actor: workplace.actor,
    clock: systemClock,
    signer: workplace.signer,
    publisher: workplace.publisher,
  };
}

/**
 * A private folder of one session outside its log: for the kubeconfig and what blocks carry over, which
 * may hold secrets and must not be archived.
 */
export function privateFolder(workplace: Workplace, session: string): string {
  const base = workplace.places.runtime ?? join(dirname(workplace.sessions), 'private');
  return join(base, session);
}

/** The operating system vouches for the name; a key, where there is one, for the signatures. */
async function actorOf(signer: Signer, io: Io, person: string | undefined): Promise<Actor> {
  const key = await signer.available();
  return {
    id: userName(io),
    authtype: 'os',
    ...(key === undefined ? {} : { key_fp: key.fingerprint }),
    ...(person === undefined ? {} : { on_behalf_of: person }),
  };
}

/** The name that the system knows; a user number without a name (in a container) is named by its number. */
function userName(io: Io): string {
  try {
    return userInfo().username;
  } catch {
    return io.env['USER'] ?? `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
