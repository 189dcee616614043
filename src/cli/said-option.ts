import { InvalidArgumentError, Option } from 'commander';

const longest = 1000;

/** An option that takes what a person says, on one line. Empty, of several lines or very long is wrong usage. */
export function saidOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    const said = text.trim();
    if (said === '' || said.length > longest || /[\p{Cc}\u2028\u2029]/u.test(said))
      throw new InvalidArgumentError(`It is one line of at most ${longest} characters.`);
    return said;
  });
}
