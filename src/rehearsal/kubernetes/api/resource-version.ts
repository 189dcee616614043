import { type ApiFailure, refused } from '../objects/failure.ts';

/** What is wrong with a version that is no number. Clients may not look into versions, but send back what they got. */
export function unreadableVersion(version: string): ApiFailure | undefined {
  if (/^\d*$/.test(version)) return undefined;
  const why = `strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`;
  const message = `resourceVersion: Invalid value: ${JSON.stringify(version)}: ${why}`;
  return refused('InternalError', message).failure;
}

/** What is wrong with a list that shall be at least of a version which this server has not seen. */
export function tooNewVersion(version: string, present: number): ApiFailure | undefined {
  if (Number(version) <= present) return undefined;
  return refused('Timeout', `Too large resource version: ${version}, current: ${String(present)}`).failure;
}
