/** The image with another tag; a digest goes. The colon of a registry's port is no tag. */
export function retag(image: string, tag: string): string {
  const plain = image.replace(/@.*$/, '');
  const slash = plain.lastIndexOf('/');
  const colon = plain.indexOf(':', slash + 1);
  return `${colon === -1 ? plain : plain.slice(0, colon)}:${tag}`;
}
