/** The value of a setting as one reads it: a list with commas, an empty one as `none`. */
export function valueText(value: string | readonly string[]): string {
  if (typeof value === 'string') return value;
  return value.length === 0 ? 'none' : value.join(', ');
}
