import { type Library, openLibrary } from '../platform/library.ts';
import { stepKinds } from '../steps/registry.ts';
import type { Io } from './io.ts';
import { placesOf } from './places.ts';

/** The libraries as this operator reaches them. Broken settings leave the user's library where it is by default. */
export async function libraryOf(io: Io): Promise<Library> {
  const places = await placesOf(io);
  const user = places.ok ? { userFolder: places.value.library } : {};
  return openLibrary({ cwd: io.cwd, env: io.env, ...user }, stepKinds);
}
