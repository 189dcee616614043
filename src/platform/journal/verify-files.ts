import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorText } from '../../problem/problem.ts';
import { type Claim, isClaimable } from '../../session/log/claims.ts';
import { failure, type Finding } from '../../session/log/finding.ts';
import { parseManifest } from '../../session/log/manifest.ts';
import { hashFile } from './hash-file.ts';
import { linkOnTheWay } from './link-on-the-way.ts';
import { errorCode } from './system-error.ts';

/** Checks that the files the log names are there and unchanged, one after another, in flat memory. */
export async function verifyFiles(folder: string, claims: readonly Claim[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const claim of claims) {
    const key = `${claim.sha256} ${claim.path}`;
    if (seen.has(key)) continue;
    seen.add(key);
    findings.push(...(await verifyClaim(folder, claim)));
  }
  return findings;
}

async function verifyClaim(folder: string, claim: Claim): Promise<readonly Finding[]> {
  if (!isClaimable(claim.path)) {
    const message = `The log names the file ${JSON.stringify(claim.path)}, which is not one of a session.`;
    return [failure('verify/bad-record', claim.place, message)];
  }
  const finding = await compare(folder, claim);
  if (finding !== undefined) return [finding];
  return isManifest(claim.path) ? verifyManifest(folder, claim) : [];
}

async function compare(folder: string, claim: Claim): Promise<Finding | undefined> {
  try {
    const linked = await linkOnTheWay(folder, claim.path);
    if (linked !== undefined) return changed(claim, `${linked} is a link`);
    const { sha256, bytes } = await hashFile(join(folder, claim.path));
    if (sha256 !== claim.sha256) return changed(claim, `its SHA-256 is ${sha256}, expected ${claim.sha256}`);
    const size = claim.bytes ?? bytes;
    return size === bytes ? undefined : changed(claim, `it has ${bytes} bytes, expected ${size}`);
  } catch (thrown) {
    if (errorCode(thrown) === 'ENOENT')
      return failure('verify/file-missing', claim.path, `The file is missing; ${claim.place} names it.`);
    return changed(claim, `it can’t be read (${errorText(thrown)})`);
  }
}

function changed(claim: Claim, what: string): Finding {
  return failure('verify/file-changed', claim.path, `The file is not what ${claim.place} names: ${what}.`);
}

/** `steps/<step>/<attempt>.sha256` stands for the many files of an attempt. */
function isManifest(path: string): boolean {
  return /^steps\/[^/]+\/\d+\.sha256$/.test(path);
}

async function verifyManifest(folder: string, claim: Claim): Promise<readonly Finding[]> {
  const entries = parseManifest(await readFile(join(folder, claim.path), 'utf8'));
  if (entries === undefined) return [changed(claim, 'it is not a list of digests')];
  const below = claim.path.replace(/\.sha256$/, '/');
  const inner = entries.map(({ path, sha256 }) => ({ place: claim.path, path, sha256 }));
  const foreign = inner.find(({ path }) => !path.startsWith(below));
  return foreign === undefined ? verifyFiles(folder, inner) : [changed(claim, `it lists ${foreign.path}`)];
}
