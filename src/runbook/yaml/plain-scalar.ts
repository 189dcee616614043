const nothing = /^(?:~|null|Null|NULL)?$/;
const yes = /^(?:true|True|TRUE)$/;
const no = /^(?:false|False|FALSE)$/;
const integer = /^[-+]?\d+$/;
const decimal = /^[-+]?(?:\.\d+|\d+\.\d*)$/;
/** Octal, hexadecimal, with an exponent, infinite, or not a number: rare enough to be left to the full reader. */
const rareFigure = /^(?:0[ox][\da-fA-F]+|[-+]?[\d.]+[eE][-+]?\d+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

export function isNothing(written: string): boolean {
  return nothing.test(written);
}

/**
 * The value of a scalar without quotes by YAML 1.2's core schema (10.3.2). Undefined: it is a figure in a
 * rare form.
 */
export function typedScalar(written: string): string | number | boolean | null | undefined {
  if (isNothing(written)) return null;
  if (yes.test(written)) return true;
  if (no.test(written)) return false;
  if (integer.test(written)) return Number.parseInt(written, 10);
  if (decimal.test(written)) return Number.parseFloat(written);
  return rareFigure.test(written) ? undefined : written;
}
