/** A time as objects carry it: UTC, in whole seconds (metav1.Time). */
export function stamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** A time with microseconds, as Leases and new Events carry it (metav1.MicroTime). */
export function microStamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000Z');
}
