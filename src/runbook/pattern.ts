import { RE2JS } from 're2js';

/** A pattern in RE2 syntax, which takes linear time on any text. */
export interface Pattern {
  matchesWhole(text: string): boolean;
  /** The first group of the first match, or the whole match where there is no group. */
  capture(text: string): string | undefined;
}

/** Compiles a pattern. Undefined: it is not RE2 syntax, or too long. */
export function compilePattern(text: string): Pattern | undefined {
  const compiled = compile(text);
  if (compiled === undefined) return undefined;
  return {
    matchesWhole: (input) => compiled.matches(input),
    capture: (input) => {
      const matcher = compiled.matcher(input);
      if (!matcher.find()) return undefined;
      return (matcher.groupCount() > 0 ? matcher.group(1) : matcher.group()) ?? undefined;
    },
  };
}

const maxLength = 1000;

function compile(text: string): RE2JS | undefined {
  if (text.length > maxLength) return undefined;
  try {
    return RE2JS.compile(text);
  } catch {
    return undefined;
  }
}
