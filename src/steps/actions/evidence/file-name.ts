/** A name of the cluster as one of a file: whatever the server says, it stays in its folder. */
export function fileName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]/g, '_').replace(/^\.+/, '_');
}
