/**
 * Twice a quantity of memory, in its own unit: a limit to try next. Undefined: it is not one of the usual forms.
 * Forms: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function moreMemory(limit: string): string | undefined {
  const [, figure, unit] = /^(\d+(?:\.\d+)?)([KMGT]i?|k)?$/.exec(limit) ?? [];
  return figure === undefined ? undefined : `${String(Number(figure) * 2)}${unit ?? ''}`;
}
