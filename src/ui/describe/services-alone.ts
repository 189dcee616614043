/** `analytics only`, `the 5 failing services only`: the services that are rolled back alone. */
export function servicesAlone(names: readonly string[]): string {
  const few = names.length <= 2;
  return `${few ? names.join(' and ') : `the ${names.length} failing services`} only`;
}
