import { Option } from 'commander';

/** `-p name=value`, which may be given several times. */
export function parameterOption(): Option {
  return new Option('-p, --param <name=value>', 'value of a parameter; name=@FILE takes it from a file')
    .argParser((value: string, previous: readonly string[]) => [...previous, value])
    .default([], 'none');
}
