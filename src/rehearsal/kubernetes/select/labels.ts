import { isIn, isNotIn, type Matches } from '../../../steps/manifest/label-selector.ts';
import { type ApiResult, done, refused } from '../objects/failure.ts';
import { readRequirements, type Requirement } from './requirements.ts';

/** Reads a label selector as queries carry it: `a=b,c!=d,e in (f,g),h notin (i),j,!k`. */
export function readLabelSelector(text: string): ApiResult<Matches> {
  const read = readRequirements(text);
  if (!read.ok) return refused('BadRequest', read.why);
  const tests = read.requirements.map(testOf);
  return done((labels) => tests.every((test) => test(labels)));
}

function testOf({ key, operator, values }: Requirement): Matches {
  switch (operator) {
    case 'in':
      return isIn(key, values);
    case 'notin':
      return isNotIn(key, values);
    case 'exists':
      return (labels) => Object.hasOwn(labels, key);
    case '!':
      return (labels) => !Object.hasOwn(labels, key);
    case 'gt':
      return (labels) => Object.hasOwn(labels, key) && Number(labels[key]) > Number(values[0]);
    case 'lt':
      return (labels) => Object.hasOwn(labels, key) && Number(labels[key]) < Number(values[0]);
  }
}
