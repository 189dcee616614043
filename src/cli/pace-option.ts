import { InvalidArgumentError, Option } from 'commander';

/** The fastest that a person can still follow, and that this program keeps up with. */
const fastest = 1000;

/** `--pace N`: how many times as fast as the clock a rehearsal runs. */
export function paceOption(): Option {
  return new Option('--pace <n>', 'how many times as fast as the clock a rehearsal runs').argParser(readPace);
}

function readPace(text: string): number {
  const pace = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (pace >= 1 && pace <= fastest) return pace;
  throw new InvalidArgumentError(`It must be a number from 1 to ${String(fastest)}.`);
}
