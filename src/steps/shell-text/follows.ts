/** Words after which these tools go on until somebody stops them. */
const following: ReadonlyMap<string, readonly string[]> = new Map([
  ['get', ['-w', '--watch', '--watch-only']],
  ['logs', ['-f', '--follow']],
]);

/**
 * True when the last command of the script is one that a person stops: `kubectl get -w`, `kubectl logs
 * -f`, `tail -f`. `kubectl rollout status --watch` ends by itself and is not one.
 */
export function endsOnlyByHand(script: string): boolean {
  const last = lastCommand(script);
  const words = last.split(/\s+/);
  if (words[0] === 'tail') return words.some((word) => /^-[a-zA-Z]*[fF]$/.test(word) || word === '--follow');
  if (words[0] === 'watch') return true;
  if (words[0] !== 'kubectl') return false;
  const verb = words.find((word) => following.has(word));
  const flags = verb === undefined ? undefined : following.get(verb);
  return flags !== undefined && words.some((word) => flags.includes(word.replace(/=true$/, '')));
}

function lastCommand(script: string): string {
  const joined = script.replace(/\\\n/g, ' ');
  const lines = joined.split('\n').map((line) => line.trim());
  return lines.findLast((line) => line !== '' && !line.startsWith('#')) ?? '';
}
