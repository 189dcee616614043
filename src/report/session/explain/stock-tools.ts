import { checkpointNamespace } from '../../../session/log/checkpoint-text.ts';
import { type Claim, claimsOf, isClaimable } from '../../../session/log/claims.ts';
import { isDigest, noDigest } from '../../../session/log/digest.ts';
import { formatManifest } from '../../../session/log/manifest.ts';
import type { SessionRecord } from '../../../session/record.ts';
import { shellWord } from '../../text/shell-word.ts';
import { signoffCommands } from './signoff-commands.ts';

/** A session to be proven without this program. Paths are absolute. */
export interface Explained {
  readonly session: string;
  readonly folder: string;
  readonly records: readonly SessionRecord[];
  /** The auditor's list; undefined: they have to name one in the script. */
  readonly allowedSigners?: string;
  readonly revokedKeys?: string;
  /** A file of published checkpoints, or the URL of a database with the table of them. */
  readonly witness?: { readonly file: string } | { readonly url: string };
}

/**
 * A script for sh that proves of a session what `sessions verify` does, by OpenSSH, coreutils, grep and sed alone. It ends
 * with 0 where nothing was changed. Who may approve is left to `sessions verify`.
 */
export function stockToolScript(explained: Explained): string {
  return [
    head(explained),
    checkpointChain(explained),
    checkpointSignatures(explained),
    recordChain(explained),
    files(explained.records),
    signoffCommands(explained.records, revoked(explained)),
    witness(explained),
    'echo "Nothing was changed: $n records, $vouched of them vouched for by signed checkpoints."\n',
  ].join('\n');
}

function head({ session, folder, allowedSigners }: Explained): string {
  const signers =
    allowedSigners === undefined ? 'signers=${SIGNERS-}' : `signers=${shellWord(allowedSigners)}`;
  return `#!/bin/sh
# How ${session} is proven with stock tools: OpenSSH, coreutils, grep and sed.
set -eu
export LC_ALL=C
cd ${shellWord(folder)}
# The auditor's own list: one name and key a line, no patterns; never one from this folder.
${signers}
fail() { echo "FAILED: $*"; exit 1; }
digest() { sha256sum | cut -c1-64; }
listed() { [ -f "$signers" ] || fail "name your own list of signers in SIGNERS, see ssh-keygen(1)"; }
field() { sed -n "s/^$2: //p" "$1"; }
`;
}

function checkpointChain({ session }: Explained): string {
  return `# Each checkpoint follows the one before it, and the log up to its place is what it was.
previous=${noDigest}
number=0
for c in checkpoints/*.txt; do
  [ -f "$c" ] || break
  number=$((number + 1))
  [ "$c" = "checkpoints/$(printf %06d "$number").txt" ] || fail "checkpoint $number is missing"
  [ "$(field "$c" number)" = "$number" ] || fail "$c: its number"
  [ "$(field "$c" session)" = ${shellWord(session)} ] || fail "$c: another session"
  [ "$(field "$c" previous)" = "$previous" ] || fail "$c: the checkpoint before it"
  bytes=$(field "$c" bytes)
  log=$(field "$c" file)
  [ "$(head -c "$bytes" "$log" | digest)" = "$(field "$c" sha256)" ] || fail "$c: the log before it was changed"
  [ "$(head -c "$bytes" "$log" | tail -n 1 | digest)" = "$(field "$c" head)" ] || fail "$c: its head"
  [ "$(head -c "$bytes" "$log" | wc -l)" -eq "$(field "$c" events)" ] || fail "$c: the number of records"
  previous=$(digest < "$c")
done
`;
}

function checkpointSignatures(explained: Explained): string {
  return `# Each signature is by somebody on the list, as of the time of the checkpoint.
vouched=0
for c in checkpoints/*.txt; do
  [ -f "$c" ] || break
  s="\${c%.txt}.sig"
  [ -f "$s" ] || { echo "$c is not signed"; continue; }
  [ "$(tail -n 1 "$s")" = '-----END SSH SIGNATURE-----' ] || fail "$s: something stands behind its armour"
  listed
  at="-Overify-time=$(field "$c" time | tr -d ':T-' | cut -c1-14)Z"
  who=$(ssh-keygen -Y find-principals "$at" -f "$signers" -s "$s") || fail "$s: by nobody on the list"
  who=$(printf '%s\\n' "$who" | head -n 1)
  ssh-keygen -Y verify "$at"${revoked(explained)} -f "$signers" -I "$who" -n ${checkpointNamespace} -s "$s" < "$c" || fail "$s"
  vouched=$(field "$c" events)
done
`;
}

function recordChain({ session }: Explained): string {
  return `# Each record names the line before it. A checkpoint vouches for the record that mentions it, too.
# This looks at one line after the other: some hundred a second.
previous=${noDigest}
n=0
while IFS= read -r line; do
  case "$line" in
    *'"session":"${session}","seq":'"$((n + 1)),\\"prev\\":\\"$previous\\","*) n=$((n + 1)) ;;
    *) fail "line $((n + 1)) does not follow the one before it" ;;
  esac
  previous=$(printf '%s\\n' "$line" | digest)
  case "$line" in
    '{"v":1,"type":"checkpoint",'*)
      number=$(printf '%s\\n' "$line" | sed 's/.*"data":{"number":\\([0-9]*\\),.*/\\1/')
      c="checkpoints/$(printf %06d "$number")"
      [ -f "$c.txt" ] || fail "line $n: checkpoint $number is missing"
      case "$line" in *'"signed":true'*) [ -f "$c.sig" ] || fail "line $n: the signature of checkpoint $number is missing" ;; esac
      if [ "$n" -eq $((vouched + 1)) ]; then vouched=$n; fi ;;
  esac
done < events/000001.jsonl
`;
}

function files(records: readonly SessionRecord[]): string {
  const all = records.flatMap(({ event }) => claimsOf(event, ''));
  // What the log holds may have been written to be run here.
  const claims = all.filter(
    ({ path, sha256 }) => isClaimable(path) && isDigest(sha256) && !/\p{C}/u.test(path),
  );
  const left = all.length - claims.length;
  const named = claims.filter(({ path }) => !isRunbookOrOutput(path));
  return `# Outputs and runbooks are named by their digest.
for f in outputs/*; do [ ! -f "$f" ] || [ "$(digest < "$f")" = "\${f#outputs/}" ] || fail "$f was changed"; done
for f in runbook/*.md; do [ ! -f "$f" ] || [ "$(digest < "$f")" = "$(basename "$f" .md)" ] || fail "$f was changed"; done
${missing(claims)}# The files of steps, with the digests that their records have.
${manifest(named)}${lists(named)}${left === 0 ? '' : `echo "${left} files are left out: their names hold what a shell or terminal could act on"\n`}`;
}

function isRunbookOrOutput(path: string): boolean {
  return path.startsWith('runbook/') || path.startsWith('outputs/');
}

function missing(claims: readonly Claim[]): string {
  const paths = [...new Set(claims.map(({ path }) => path).filter(isRunbookOrOutput))];
  return paths
    .map((path) => `[ -f ${shellWord(path)} ] || fail ${shellWord(`${path} is missing`)}\n`)
    .join('');
}

function manifest(claims: readonly Claim[]): string {
  if (claims.length === 0) return '# There are none.\n';
  return `sha256sum -c --quiet - <<'END-OF-FILES' || fail "a file of a step was changed"\n${formatManifest(claims)}END-OF-FILES\n`;
}

/** Where an attempt left very many files, the record vouches for a list of them. */
function lists(claims: readonly Claim[]): string {
  return claims
    .filter(({ path }) => /^steps\/[^/]+\/\d+\.sha256$/.test(path))
    .map(({ path }) => `sha256sum -c --quiet ${shellWord(path)} || fail ${shellWord(`a file of ${path}`)}\n`)
    .join('');
}

function witness({ session, witness: source }: Explained): string {
  if (source === undefined)
    return '# No witness was named: a session put back to an earlier checkpoint looks like this, too.\n';
  return `# What the witness holds of the session is what is here.
${witnessLines(source)}grep -F '"session":"${session}"' "$witness" > /dev/null || echo "unwitnessed: nothing of this session is in $witness"
grep -F '"session":"${session}"' "$witness" | while IFS= read -r line; do
  number=$(printf '%s\\n' "$line" | sed 's/.*"checkpoint":\\([0-9]*\\),.*/\\1/')
  c="checkpoints/$(printf %06d "$number").txt"
  [ -f "$c" ] || fail "the witness holds checkpoint $number: the session was put back to an earlier state"
  case "$line" in *"\\"sha256\\":\\"$(digest < "$c")\\""*) ;; *) fail "the witness holds another checkpoint $number" ;; esac
done || exit 1
`;
}

function witnessLines(source: NonNullable<Explained['witness']>): string {
  if ('file' in source) return `witness=${shellWord(source.file)}\n`;
  const query = 'SELECT entry FROM teei_runbook_witness ORDER BY id';
  return `witness=$(mktemp)\npsql -At -c '${query}' ${shellWord(source.url)} > "$witness"\n`;
}

function revoked({ revokedKeys }: Explained): string {
  return revokedKeys === undefined ? '' : ` -r ${shellWord(revokedKeys)}`;
}
