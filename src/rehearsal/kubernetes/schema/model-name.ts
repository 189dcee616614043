/** The model of a kind in a version: `V2HorizontalPodAutoscaler`. */
export function modelOf(group: string, version: string, kind: string): string {
  const prefix = `${version.charAt(0).toUpperCase()}${version.slice(1)}`;
  if (kind !== 'Event') return `${prefix}${kind}`;
  return group === '' ? `Core${prefix}${kind}` : `Events${prefix}${kind}`;
}
